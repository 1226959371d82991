package dev.nervure.processor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizer;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Sample;
import dev.nervure.training.Trainer;
import dev.nervure.training.Updater;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of which a step changes the rows that it looked up. */
class SparseTablesTest {
    private static final int SIZE = 140;
    private static final int UNITS = 8;
    private static final int WORDS = 3;
    private static final int SAMPLES = 50;
    private static final Compiled NETWORK = Compiled.of(network());

    @TempDir
    Path folder;

    private static Network network() {
        Tensor ids = Tensor.input("ids", List.of(WORDS), o -> o.type(ElementType.INT));
        Tensor words = ids.embedding(SIZE, UNITS, o -> o.name("words")
                .initializer(Initializer.UNIFORM)
                .constant(0.5f));
        return Network.of(words.flatten().dense(2, o -> o.name("out")).named("y"))
                .loss(Loss.MEAN_SQUARED_ERROR);
    }

    /** The same optimiser that says nothing of zeros, so that every weight is read. */
    private record Dense(Optimizer of) implements Optimizer {
        @Override
        public float learningRate() {
            return of.learningRate();
        }

        @Override
        public int memory() {
            return of.memory();
        }

        @Override
        public Step step(long number, double learningRate) {
            return of.step(number, learningRate);
        }
    }

    @Test
    void initialValuesAreAsDeclared() {
        float[] words = NETWORK.model(1).weights().get("words.weight").values();
        for (float value : words) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo(0.5f);
        }
        assertThat(Arrays.equals(words, new float[words.length])).isFalse();
    }

    /** Where a zero changes nothing, rows alone give the bits of all weights; without penalties and in batches of several. */
    @Test
    void whatLeavesZerosIsUpdatedByRowsToTheSameBits() {
        for (Optimizer optimizer : List.of(Optimizers.sgd(0.1f), Optimizers.adagrad(0.1f))) {
            for (int several : new int[] {1, 2}) {
                UnaryOperator<Trainer> how = t -> t.threads(several).accumulate(several);
                assertSame(trained(optimizer, how), trained(new Dense(optimizer), how), 0);
            }
        }
    }

    @Test
    void penaltiesOfAllWeightsAreNotLeftOut() {
        UnaryOperator<Trainer> how = t -> t.l2("words.*", 0.1f);
        assertSame(trained(Optimizers.sgd(0.1f), how), trained(new Dense(Optimizers.sgd(0.1f)), how), 0);
    }

    /** Shards add up in another order, which is all that may differ. */
    @Test
    void anyNumberOfThreadsAndBatchesOfSeveralGiveTheSame() {
        Optimizer sparse = Optimizers.adamW(0.01f).weightDecay(0.1f).sparse();
        Model alone = trained(sparse, t -> t.clipNorm(0.5f));
        assertSame(alone, trained(sparse, t -> t.clipNorm(0.5f).threads(2)), 2e-5f);
        assertSame(
                trained(sparse, t -> t.batchSize(20)),
                trained(sparse, t -> t.batchSize(10).accumulate(2)),
                2e-5f);
    }

    @Test
    void rowsThatNobodyLooksUpStayAsTheyAre() {
        Model model = NETWORK.model(1);
        float[] before = model.weights().get("words.weight").values();
        fit(model, Optimizers.adamW(0.01f).weightDecay(0.1f).sparse(), t -> t.l1("*", 0.01f)
                .clipValue(0.1f));
        float[] after = model.weights().get("words.weight").values();
        for (int row = 0; row < SIZE; row++) {
            boolean looked = row < SIZE / 2; // as the data are made
            boolean same = Arrays.equals(before, row * UNITS, (row + 1) * UNITS, after, row * UNITS, (row + 1) * UNITS);
            assertThat(same).as("row %d stays", row).isEqualTo(!looked);
        }
    }

    @Test
    void trainingGoesOnToTheSameBits() {
        Optimizer sparse = Optimizers.adam(0.01f).sparse();
        Path file = folder.resolve("checkpoint.safetensors");
        Model whole = NETWORK.model(1);
        Trainer.of(whole).optimizer(sparse).batchSize(10).epochs(4).seed(3).fit(data());
        Model first = NETWORK.model(1);
        Trainer.of(first)
                .optimizer(sparse)
                .batchSize(10)
                .epochs(2)
                .seed(3)
                .checkpoint(file, 2)
                .fit(data());
        Model second = NETWORK.model(9);
        Trainer.of(second)
                .optimizer(sparse)
                .batchSize(10)
                .epochs(4)
                .seed(3)
                .resume(file)
                .fit(data());
        assertSame(whole, second, 0);
    }

    /** Several passes of different rows are one gradient, and the next one begins with zeros. */
    @Test
    void passesAddUp() {
        Model model = NETWORK.model(1);
        Activations a = model.newTrainingActivations(1);
        Gradients g = model.newTrainingGradients(1);
        float[] first = gradient(model, a, g, 1, false);
        float[] second = gradient(model, a, g, 2, false);
        gradient(model, a, g, 1, false);
        float[] both = gradient(model, a, g, 2, true);
        for (int i = 0; i < both.length; i++) {
            assertThat(both[i]).isCloseTo(first[i] + second[i], within(1e-6f));
        }
        assertThat(gradient(model, a, g, 1, false)).containsExactly(first);
    }

    @Test
    void aStepByRowsAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Model model = NETWORK.model(1);
        Updater u = Updater.of(model, Optimizers.adam(1e-3f).sparse()).clipNorm(1f);
        Activations a = model.newTrainingActivations(1);
        Gradients g = model.newTrainingGradients(1);
        gradient(model, a, g, 1, false);
        long allocated = Long.MAX_VALUE;
        for (int window = 0; window < 6 && allocated > 0; window++) { // the JVM may load something late, once
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20; i++) {
                u.step(g);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isZero();
    }

    private static float[] gradient(Model model, Activations a, Gradients g, int word, boolean add) {
        for (int i = 0; i < WORDS; i++) {
            a.ints("ids")[i] = word + i * 5;
        }
        model.forward(a, 1, TrainingPass.of(1, 0));
        model.backward(a, g, 1, add);
        return g.parameter("words.weight");
    }

    /** A batch that breaks training: the weights of the last good step come back, of all rows. */
    @Test
    void theLastGoodWeightsComeBack() {
        float[][] targets = targets();
        targets[SAMPLES - 1][0] = 1e38f;
        for (Optimizer optimizer : List.of(Optimizers.sgd(1e-3f), new Dense(Optimizers.sgd(1e-3f)))) {
            Model model = NETWORK.model(1);
            assertThatThrownBy(() -> Trainer.of(model)
                            .optimizer(optimizer)
                            .batchSize(5)
                            .epochs(2)
                            .seed(3)
                            .fit(data(targets)))
                    .isInstanceOf(RuntimeException.class);
            for (Parameter parameter : model.weights()) {
                for (float value : parameter.values()) {
                    assertThat(value).isBetween(-2f, 2f);
                }
            }
        }
    }

    private static Model trained(Optimizer optimizer, UnaryOperator<Trainer> how) {
        Model model = NETWORK.model(1);
        fit(model, optimizer, how);
        return model;
    }

    private static void fit(Model model, Optimizer optimizer, UnaryOperator<Trainer> how) {
        how.apply(Trainer.of(model).optimizer(optimizer).batchSize(10).epochs(3).seed(2))
                .fit(data());
    }

    private static void assertSame(Model actual, Model expected, float tolerance) {
        for (Parameter parameter : expected.weights()) {
            assertThat(actual.weights().get(parameter.name()).values())
                    .as(parameter.name())
                    .containsExactly(parameter.values(), within(tolerance));
        }
    }

    private static Dataset data() {
        return data(targets());
    }

    private static Dataset data(float[][] targets) {
        int[][] ids = ids();
        return Dataset.of(SAMPLES, i -> Sample.named().ints("ids", ids[i]).floats("targets", targets[i]));
    }

    /** Words of the first half of the table, every one of them. */
    private static int[][] ids() {
        int[][] ids = new int[SAMPLES][WORDS];
        for (int i = 0; i < SAMPLES * WORDS; i++) {
            ids[i / WORDS][i % WORDS] = i * 37 % (SIZE / 2);
        }
        return ids;
    }

    private static float[][] targets() {
        Random random = new Random(4);
        float[][] targets = new float[SAMPLES][2];
        for (float[] target : targets) {
            target[0] = (float) random.nextGaussian();
            target[1] = (float) random.nextGaussian();
        }
        return targets;
    }
}
