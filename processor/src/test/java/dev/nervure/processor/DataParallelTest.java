package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.DataParallel;
import dev.nervure.runtime.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DataParallelTest {
    private static final int WORDS = 30;
    private static final int CAPACITY = 11;
    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(3);

    private static final Model MODEL = Compiled.of(network()).model(1);

    private static Network network() {
        Tensor words =
                Tensor.input("words", List.of(7), o -> o.type(ElementType.INT).variable("T"));
        Tensor hint = Tensor.input("hint", 5);
        Tensor last = words.embedding(WORDS, 6).gru(8, o -> o.lastOnly(true));
        return Network.of(last.concat(hint).dense(4).named("y"), hint.softmax().named("z"));
    }

    @AfterAll
    static void shutDown() {
        EXECUTOR.shutdown();
    }

    @Test
    void givesTheSameBitsForAnyNumberOfParts() {
        for (int parts = 1; parts <= 4; parts++) {
            DataParallel split = DataParallel.of(MODEL, CAPACITY, parts, EXECUTOR);
            for (int n = 1; n <= CAPACITY; n++) {
                Activations whole = filled(n);
                MODEL.forward(whole, n);
                Activations inParts = filled(n);
                split.forward(inParts, n);
                for (String output : List.of("y", "z")) {
                    assertThat(inParts.floats(output))
                            .as("%s of %d samples in %d parts", output, n, parts)
                            .containsExactly(whole.floats(output));
                }
            }
        }
    }

    /** Rows of products and heads of attentions, by helpers that come at once, late, or never. */
    @Test
    void oneLargeSampleHasTheSameBitsForAnyNumberOfThreads() {
        Tensor x = Tensor.input("x", 67, 96);
        Tensor body = x.transformerEncoder(1, 6, o -> o.feedForward(200).activation(Activation.GELU));
        Model model = Compiled.of(Network.of(body.named("y"))).model(1);
        Activations whole = model.newInferenceActivations(1);
        Random random = new Random(7);
        for (int i = 0; i < whole.floats("x").length; i++) {
            whole.floats("x")[i] = (float) random.nextGaussian();
        }
        float[] inputs = whole.floats("x").clone();
        model.forward(whole, 1);
        List<Runnable> late = new ArrayList<>();
        for (Executor executor : List.<Executor>of(EXECUTOR, late::add)) {
            for (int threads = 1; threads <= 4; threads++) {
                DataParallel split = model.parallel(1, threads, executor);
                for (int turn = 0; turn < 20; turn++) {
                    Activations a = model.newInferenceActivations(1);
                    System.arraycopy(inputs, 0, a.floats("x"), 0, inputs.length);
                    split.forward(a, 1);
                    assertThat(a.floats("y"))
                            .as("%d threads, turn %d", threads, turn)
                            .containsExactly(whole.floats("y"));
                }
            }
        }
        late.forEach(Runnable::run); // ends at once
    }

    @Test
    void throwsWhatAPartThrowsAndGoesOn() {
        DataParallel split = DataParallel.of(MODEL, CAPACITY, 3, EXECUTOR);
        Activations a = filled(CAPACITY);
        a.ints("words")[7 * (CAPACITY - 1)] = WORDS;
        assertThatThrownBy(() -> split.forward(a, CAPACITY)).hasMessageContaining("30");
        split.forward(filled(CAPACITY), CAPACITY);
    }

    @Test
    void saysWhatItCannotSplit() {
        assertThatThrownBy(() -> DataParallel.of(MODEL, 4, 0, EXECUTOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be at least 1, got 0");
        assertThatThrownBy(() -> DataParallel.of(MODEL, 4, 2, EXECUTOR).forward(filled(3), 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n must be in 1 … 4 (the capacity), got 5");
    }

    private static Activations filled(int n) {
        Activations a = MODEL.newInferenceActivations(CAPACITY);
        Random random = new Random(n);
        Arrays.setAll(a.lengths("T"), s -> 1 + random.nextInt(7));
        Arrays.setAll(a.ints("words"), i -> random.nextInt(WORDS));
        for (int i = 0; i < a.floats("hint").length; i++) {
            a.floats("hint")[i] = random.nextFloat();
        }
        return a;
    }
}
