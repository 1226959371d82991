package dev.nervure.processor.small;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.Programs;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.plan.Options;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the plan decides, seen in what is generated: how products are written, and how much memory a call takes. */
class PlanTest {
    /** On either side of each limit: 128 weights, 4,096 multiply-adds, 512 of them in rows of fewer than 48. */
    @ParameterizedTest
    @CsvSource({
        "16, 8, unrolled",
        "8, 16, unrolled",
        "1, 128, unrolled",
        "3, 43, loops",
        "129, 1, loops",
        "10, 47, loops",
        "11, 47, kernel",
        "11, 48, loops",
        "64, 64, loops",
        "64, 65, kernel",
        "512, 1, loops",
        "513, 1, kernel"
    })
    void writesAProductBySize(int in, int out, String how) {
        assertThat(written(Tensor.input("x", in).dense(out).named("y"), Options.DEFAULT))
                .isEqualTo(how);
    }

    /** Work counts over all rows, weights do not. */
    @Test
    void countsTheWorkOfAllRows() {
        assertThat(written(Tensor.input("x", 100, 16).dense(8).named("y"), Options.DEFAULT))
                .isEqualTo("unrolled");
        assertThat(written(Tensor.input("x", 2, 3).dense(43).named("y"), Options.DEFAULT))
                .isEqualTo("loops");
        assertThat(written(Tensor.input("x", 4, 3).dense(43).named("y"), Options.DEFAULT))
                .isEqualTo("kernel");
    }

    @Test
    void followsTheOptions() {
        Tensor y = Tensor.input("x", 11).dense(48).named("y");
        assertThat(written(y, new Options(528, 0))).isEqualTo("unrolled");
        assertThat(written(y, new Options(527, 0))).isEqualTo("kernel");
        assertThat(written(y, new Options(0, 528))).isEqualTo("loops");
        assertThat(written(y, new Options(0, 527))).isEqualTo("kernel");
    }

    /** Equal layers are treated alike: where not all of them fit, none is unrolled, nor any that is larger. */
    @ParameterizedTest
    @CsvSource({
        "128, 15, loops loops loops",
        "128, 16, unrolled loops loops",
        "128, 79, unrolled loops loops",
        "128, 80, unrolled unrolled unrolled",
        "32, 80, unrolled unrolled unrolled",
        "31, 80, unrolled loops loops",
        "15, 80, loops loops loops"
    })
    void unrollsWithinTheBudget(int limit, int budget, String written) {
        Tensor small = Tensor.input("x", 4).dense(4).named("a");
        // What is not multiplied, and a bias, take nothing of the budget.
        Tensor y = small.dense(8).named("b").dense(4).named("c").plus(Tensor.parameter("table", 1, 4));
        Program program = Programs.lowered(Network.of(y), new Options(limit, 4_096, budget));
        assertThat(program.decisions().stream()
                        .map(decision -> decision.choice().toString().toLowerCase(Locale.ROOT)))
                .containsExactly(written.split(" "));
    }

    private static String written(Tensor y, Options options) {
        String forward = Compiled.sources(Network.of(y), options).get("compiled.network.NetForward");
        return forward.contains(".multiply(") ? "kernel" : forward.contains("yWeight[0] * x0") ? "unrolled" : "loops";
    }

    /** Values that are never needed at once share an array: inference takes no more than what one step reads and writes. */
    @Test
    void inferenceSharesArrays() {
        Tensor x = Tensor.input("x", 5);
        Tensor chain = x.dense(8).dense(8).dense(8).dense(8).dense(3);
        assertThat(inference(chain)).isEqualTo(5 + 8 + 8 + 3);
        // Narrower ones take the arrays that wider ones have left, wider ones do not.
        assertThat(inference(x.dense(9).dense(7).dense(8).dense(6).dense(3))).isEqualTo(5 + 9 + 7 + 3);
        assertThat(inference(x.dense(6).dense(7).dense(8).dense(9).dense(3))).isEqualTo(5 + 6 + 7 + 8 + 9 + 3);
    }

    @Test
    void workInPlaceTakesNoArray() {
        Tensor x = Tensor.input("x", 5);
        assertThat(inference(x.dense(8).gelu().mish().elu().dense(3))).isEqualTo(5 + 8 + 3);
        Tensor h = x.dense(8);
        // h is read again behind them, so that one of them must not overwrite it.
        assertThat(inference(h.gelu().mish().plus(h).dense(3))).isEqualTo(5 + 8 + 8 + 3);
    }

    /** Of two arrays that are free, the smaller one that is large enough is taken. */
    @Test
    void takesTheSmallestThatFits() {
        Tensor x = Tensor.input("x", 2);
        Tensor wide = x.dense(9);
        Tensor narrow = x.dense(4);
        // The second product takes the array of 9. Behind the sum, in the array of 3, those of 9 and 4 are free.
        Tensor sum = wide.dense(3).plus(narrow.dense(3));
        assertThat(inference(sum.dense(4).dense(9).dense(1))).isEqualTo(2 + 9 + 4 + 3 + 1);
    }

    /** What backward reads has an array of its own in training, and in inference nothing has but input and output. */
    @Test
    void trainingKeepsWhatBackwardReads() {
        Tensor x = Tensor.input("x", 5);
        Model model = model(x.dense(8, Activation.TANH).dense(8).gelu().dense(3));
        assertThat(floats(model.newInferenceActivations(1))).isEqualTo(5 + 8 + 8 + 3);
        assertThat(floats(model.newTrainingActivations(1))).isEqualTo(5 + 8 + 8 + 8 + 3);
        assertThat(floats(model.newTrainingActivations(7))).isEqualTo(7 * (5 + 8 + 8 + 8 + 3));
    }

    private static int inference(Tensor y) {
        return floats(model(y).newInferenceActivations(1));
    }

    private static Model model(Tensor y) {
        return Compiled.of(Network.of(y.named("y"))).model(1);
    }

    /** The floats of all arrays that activations hold, each array once. */
    private static int floats(Activations activations) {
        Set<float[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        try {
            for (Class<?> type = activations.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.getType() == float[].class) {
                        field.setAccessible(true);
                        Object array = field.get(activations);
                        if (array != null) {
                            arrays.add((float[]) array);
                        }
                    }
                }
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        return arrays.stream().mapToInt(array -> array.length).sum();
    }
}
