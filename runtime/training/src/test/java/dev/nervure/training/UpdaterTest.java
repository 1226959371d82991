package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.runtime.WeightsFileException;
import dev.nervure.runtime.generated.TwoLayerModel;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of a loop of one's own beside those of {@link Trainer}. */
class UpdaterTest {
    private static final int BATCH = 16;
    private static final Dataset DATA = Samples.dataset(100, 5); // the last batch is smaller

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                Optimizers.sgd(0.1f),
                Optimizers.sgd(0.1f).momentum(0.9f).nesterov(),
                Optimizers.adam(0.01f),
                Optimizers.adamW(0.01f).weightDecay("*.bias", 0),
                Optimizers.nAdam(0.01f),
                Optimizers.rAdam(0.01f),
                Optimizers.lion(0.01f),
                Optimizers.rmsProp(0.01f),
                Optimizers.adagrad(0.01f),
                Optimizers.adam(0.01f).with("2.*", Optimizers.sgd(0.1f)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void anOwnLoopGivesTheBitsOfTrainer(Optimizer optimizer) {
        TwoLayerModel trained = TwoLayerModel.create(1);
        Trainer.of(trained)
                .optimizer(optimizer)
                .batchSize(BATCH)
                .epochs(3)
                .seed(9)
                .clipNorm(0.3f)
                .clipValue(0.2f)
                .l1("*.weight", 1e-3f)
                .l2("0.*", 1e-2f)
                .fit(DATA);
        TwoLayerModel own = TwoLayerModel.create(1);
        loop(
                own,
                Updater.of(own, optimizer)
                        .clipNorm(0.3f)
                        .clipValue(0.2f)
                        .l1("*.weight", 1e-3f)
                        .l2("0.*", 1e-2f),
                1,
                3);
        assertThat(Samples.weights(own)).containsExactly(Samples.weights(trained));
    }

    @Test
    void schedulesCountStepsAsTrainerDoes() {
        for (Schedule schedule : List.of(Schedule.cosineBySteps().warmUp(3), Schedule.step(2, 0.5f))) {
            TwoLayerModel trained = TwoLayerModel.create(1);
            Trainer.of(trained)
                    .optimizer(Optimizers.sgd(0.1f))
                    .schedule(schedule)
                    .batchSize(20) // five equal batches: the share of an epoch is that of its steps
                    .epochs(4)
                    .seed(9)
                    .fit(DATA);
            TwoLayerModel own = TwoLayerModel.create(1);
            Updater u = Updater.of(own, Optimizers.sgd(0.1f)).schedule(schedule, 4, 5);
            loop(own, u, 20, 1, 4);
            assertThat(Samples.weights(own)).containsExactly(Samples.weights(trained));
            assertThat(u.steps()).isEqualTo(20);
        }
    }

    private static void loop(TwoLayerModel model, Updater u, int firstEpoch, int lastEpoch) {
        loop(model, u, BATCH, firstEpoch, lastEpoch);
    }

    private static void loop(TwoLayerModel model, Updater u, int size, int firstEpoch, int lastEpoch) {
        Activations a = model.newTrainingActivations(size);
        Gradients g = model.newTrainingGradients(size);
        Binding binding = new Binding(model);
        Binding.Slots slots = binding.slots(a);
        Batch batch = new Batch(size);
        long seen = 0;
        for (int epoch = firstEpoch; epoch <= lastEpoch; epoch++) {
            try (SampleReader reader = DATA.open(new Pass(9, epoch))) {
                while (batch.fill(reader)) {
                    binding.copy(batch, 0, batch.size(), slots);
                    model.forward(a, batch.size(), TrainingPass.of(9, seen));
                    model.backward(a, g, batch.size());
                    u.step(g);
                    seen += batch.size();
                }
            }
        }
    }

    /** Gradients of a batch, which stay as they are. */
    private static Gradients gradients(TwoLayerModel model, int n, long seed) {
        Activations a = model.newTrainingActivations(n);
        Gradients g = model.newTrainingGradients(n);
        Binding binding = new Binding(model);
        Binding.Slots slots = binding.slots(a);
        List<Sample> samples = Samples.make(n, seed);
        for (int i = 0; i < n; i++) {
            binding.copy(samples.get(i), slots, i);
        }
        model.forward(a, n);
        model.backward(a, g, n);
        return g;
    }

    @Test
    void returnsTheNormBeforeClipping() {
        TwoLayerModel model = TwoLayerModel.create(1);
        Gradients g = gradients(model, 8, 1);
        double squares = 0;
        for (String name : List.of("0.weight", "0.bias", "2.weight", "2.bias")) {
            for (float value : g.parameter(name)) {
                squares += (double) value * value;
            }
        }
        float[] before = Samples.weights(model);
        float norm = Updater.of(model, Optimizers.sgd(1f)).clipNorm(0.01f).step(g);
        assertThat((double) norm).isCloseTo(Math.sqrt(squares), within(1e-6));
        float[] after = Samples.weights(model);
        double moved = 0;
        for (int i = 0; i < after.length; i++) {
            moved += Math.pow(after[i] - before[i], 2);
        }
        assertThat(Math.sqrt(moved)).isCloseTo(0.01, within(1e-4)); // the rounding of some weights near 1
    }

    @Test
    void addsUpSeveralGradients() {
        TwoLayerModel one = TwoLayerModel.create(1);
        TwoLayerModel several = TwoLayerModel.create(1);
        Gradients first = gradients(one, 8, 1);
        Gradients second = gradients(one, 8, 2);
        float[] expected = first.parameter("0.weight");
        float[] more = second.parameter("0.weight");
        for (int i = 0; i < expected.length; i++) {
            expected[i] = one.weights().get("0.weight").values()[i] - (expected[i] + more[i]);
        }
        Updater.of(several, Optimizers.sgd(1f)).step(List.of(first, second));
        assertThat(several.weights().get("0.weight").values()).containsExactly(expected);
        assertThatThrownBy(() -> Updater.of(one, Optimizers.sgd(1f)).step(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a step needs gradients, and the list is empty");
    }

    @Test
    void updatersShareAModel() {
        TwoLayerModel model = TwoLayerModel.create(1);
        float[] weight = model.weights().get("2.weight").values();
        Gradients g = gradients(model, 8, 1);
        Updater.of(model, Optimizers.sgd(0.1f)).only("0.*").step(g);
        assertThat(model.weights().get("2.weight").values()).containsExactly(weight);
        Updater.of(model, Optimizers.sgd(0.1f)).only("2.*").step(g);
        TwoLayerModel both = TwoLayerModel.create(1);
        Updater.of(both, Optimizers.sgd(0.1f)).step(gradients(both, 8, 1));
        assertThat(Samples.weights(model)).containsExactly(Samples.weights(both));
        assertThatThrownBy(() -> Updater.of(model, Optimizers.sgd(0.1f)).only("3.*"))
                .hasMessageStartingWith("an updater is for '3.*', but no parameter is called so");
    }

    @Test
    void whatIsFrozenLaterStays() {
        TwoLayerModel model = TwoLayerModel.create(1);
        Updater u = Updater.of(model, Optimizers.adam(0.1f));
        Gradients g = gradients(model, 8, 1);
        u.step(g);
        model.weights().freeze("0.*");
        float[] frozen = model.weights().get("0.weight").values();
        float[] other = model.weights().get("2.weight").values();
        u.step(g);
        assertThat(model.weights().get("0.weight").values()).containsExactly(frozen);
        assertThat(model.weights().get("2.weight").values()).isNotEqualTo(other);
    }

    @Test
    void goesBackToTheSnapshot() {
        TwoLayerModel model = TwoLayerModel.create(1);
        Updater u = Updater.of(model, Optimizers.adam(0.01f));
        assertThatThrownBy(u::restore).isInstanceOf(IllegalStateException.class);
        loop(model, u, 1, 1);
        u.snapshot();
        long steps = u.steps();
        loop(model, u, 2, 2);
        float[] once = Samples.weights(model);
        u.restore();
        assertThat(u.steps()).isEqualTo(steps);
        loop(model, u, 2, 2);
        assertThat(Samples.weights(model)).containsExactly(once);
    }

    @Test
    void goesOnFromAFileToTheSameBits(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("updater.safetensors");
        TwoLayerModel model = TwoLayerModel.create(1);
        Updater u = Updater.of(model, Optimizers.adam(0.01f));
        loop(model, u, 1, 1);
        u.save(file);
        loop(model, u, 2, 2);

        TwoLayerModel other = TwoLayerModel.create(2);
        Updater later = Updater.of(other, Optimizers.adam(0.01f));
        later.load(file);
        loop(other, later, 2, 2);
        assertThat(Samples.weights(other)).containsExactly(Samples.weights(model));
        assertThat(later.steps()).isEqualTo(u.steps());

        float[] before = Samples.weights(other);
        assertThatThrownBy(() -> Updater.of(other, Optimizers.sgd(0.01f)).load(file))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageContaining("another optimiser, and this updater has Sgd");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> later.load(file)).isInstanceOf(WeightsFileException.class);
        assertThat(Samples.weights(other)).containsExactly(before);
    }

    @Test
    void aGradientThatIsNotFiniteChangesNothing() {
        TwoLayerModel model = TwoLayerModel.create(1);
        Gradients g = gradients(model, 8, 1);
        float[] before = Samples.weights(model);
        Activations a = model.newTrainingActivations(1);
        a.floats("x")[0] = Float.NaN;
        Gradients broken = model.newTrainingGradients(1);
        model.forward(a, 1);
        model.backward(a, broken, 1);
        Updater u = Updater.of(model, Optimizers.adam(0.1f));
        assertThatThrownBy(() -> u.step(broken))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "the gradient of '0.weight' of TwoLayer is not finite; the weights are as before this step");
        assertThat(Samples.weights(model)).containsExactly(before);
        assertThat(u.steps()).isZero();
        u.step(g);
        TwoLayerModel other = TwoLayerModel.create(1);
        Updater.of(other, Optimizers.adam(0.1f)).step(gradients(other, 8, 1));
        assertThat(Samples.weights(model)).containsExactly(Samples.weights(other));
    }

    @Test
    void isSetUpBeforeItsFirstStep() {
        TwoLayerModel model = TwoLayerModel.create(1);
        Updater u = Updater.of(model, Optimizers.adam(0.1f));
        u.step(gradients(model, 1, 1));
        assertThatThrownBy(() -> u.clipNorm(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an updater is set up before its first step");
    }

    @Test
    void allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (Optimizer optimizer : List.of(
                Optimizers.adam(1e-3f),
                Optimizers.adamW(1e-3f),
                Optimizers.sgd(1e-3f).momentum(0.9f))) {
            TwoLayerModel model = TwoLayerModel.create(1);
            Updater u = Updater.of(model, optimizer).clipNorm(1f).l2("*", 1e-3f);
            Gradients g = gradients(model, 8, 1);
            Gradients other = gradients(model, 8, 2);
            List<Gradients> both = List.of(g, other);
            long allocated = Long.MAX_VALUE;
            for (int window = 0;
                    window < 6 && allocated > 0;
                    window++) { // the JVM may load or link something late, once
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 20; i++) {
                    u.step(g);
                    u.step(other);
                    u.step(both);
                }
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(allocated).as(optimizer.toString()).isZero();
        }
    }

    /** The loss that the network declares, in Java: the same bits on one thread, the same up to rounding otherwise. */
    @Test
    void aLossInJava() {
        for (int[] setting : new int[][] {{1, 1}, {3, 1}, {2, 3}}) {
            TwoLayerModel declared = TwoLayerModel.create(1);
            TwoLayerModel java = TwoLayerModel.create(1);
            TrainingHistory expected = trainer(declared, setting).fit(DATA);
            TrainingHistory found = trainer(java, setting)
                    .loss((Activations a, Gradients g, int n) ->
                            crossEntropy(a.floats("logits"), a.ints("targets"), g.activation("logits"), n))
                    .fit(DATA);
            if (setting[0] == 1 && setting[1] == 1) {
                assertThat(Samples.weights(java)).containsExactly(Samples.weights(declared));
            } else {
                assertThat(Samples.weights(java)).containsExactly(Samples.weights(declared), within(1e-5f));
            }
            TrainingHistory.Epoch last = found.epochs().get(2);
            assertThat(last.loss()).isCloseTo(expected.epochs().get(2).loss(), within(1e-6));
            assertThat(last.validation().loss())
                    .isCloseTo(expected.epochs().get(2).validation().loss(), within(1e-6));
        }
    }

    private static Trainer trainer(TwoLayerModel model, int[] setting) {
        return Trainer.of(model)
                .optimizer(Optimizers.sgd(0.1f))
                .threads(setting[0])
                .accumulate(setting[1])
                .batchSize(BATCH)
                .epochs(3)
                .seed(2)
                .validation(DATA);
    }

    private static double crossEntropy(float[] logits, int[] labels, float[] gradient, int n) {
        double loss = 0;
        for (int s = 0; s < n; s++) {
            float[] row = Arrays.copyOfRange(logits, s * 3, s * 3 + 3);
            double max = Math.max(row[0], Math.max(row[1], row[2]));
            double logSumExp = max + Math.log(Math.exp(row[0] - max) + Math.exp(row[1] - max) + Math.exp(row[2] - max));
            loss += logSumExp - row[labels[s]];
            for (int k = 0; k < 3; k++) {
                gradient[s * 3 + k] = (float) ((Math.exp(row[k] - logSumExp) - (labels[s] == k ? 1 : 0)) / n);
            }
        }
        return loss / n;
    }
}
