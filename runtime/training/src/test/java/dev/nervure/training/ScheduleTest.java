package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.generated.TwoLayerModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void factors() {
        assertThat(Schedule.constant().factor(7, 10, 1000)).isEqualTo(1);
        assertFactors(Schedule.step(2, 0.5f), 1, 1, 0.5, 0.5);
        assertFactors(Schedule.exponential(0.5f), 1, 0.5, 0.25, 0.125);
        assertFactors(Schedule.cosine(), 1, (1 + Math.sqrt(0.5)) / 2, 0.5, (1 - Math.sqrt(0.5)) / 2);
    }

    @Test
    void warmUp() {
        Schedule schedule = Schedule.exponential(0.5f).warmUp(4);
        assertThat(schedule.factor(0, 9, 0)).isEqualTo(0.25);
        assertThat(schedule.factor(0, 9, 3)).isEqualTo(1);
        assertThat(schedule.factor(1, 9, 2)).isEqualTo(0.375);
        assertThat(schedule.factor(2, 9, 50)).isEqualTo(0.25);
    }

    private static float[] pyTorch(String name) throws Exception {
        Path file = Path.of(ScheduleTest.class
                .getResource("/golden/schedule_" + name + ".safetensors")
                .toURI());
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            return reader.floats("rates");
        }
    }

    /** PyTorch's rates are floats. */
    private static void assertRates(Schedule schedule, int epochs, int stepsPerEpoch, String name, double tolerance)
            throws Exception {
        float[] expected = pyTorch(name);
        for (int step = 0; step < expected.length; step++) {
            double share = (double) (step % stepsPerEpoch) / stepsPerEpoch;
            assertThat(schedule.at(new Schedule.Moment(step / stepsPerEpoch, epochs, step, share, List.of())))
                    .as("step %d", step)
                    .isCloseTo(expected[step], within(tolerance));
        }
    }

    @Test
    void bySteps() throws Exception {
        assertRates(Schedule.warmRestarts(2, 2), 6, 4, "warm_restarts", 1e-6);
        assertRates(Schedule.linear(0.25f), 6, 4, "linear", 1e-6);
        // PyTorch's two parts end a step earlier than the share of the run says, and its last step is the end.
        assertRates(Schedule.oneCycle(0.3f), 20, 100, "one_cycle", 3e-3);
        Schedule cosine = Schedule.cosineBySteps();
        assertThat(cosine.at(new Schedule.Moment(1, 2, 15, 0.5, List.of())))
                .isCloseTo((1 + Math.cos(0.75 * Math.PI)) / 2, within(1e-12));
        assertThat(Schedule.linear(0).warmUp(4).at(new Schedule.Moment(0, 1, 1, 0.25, List.of())))
                .isEqualTo(0.75 * 0.5);
    }

    @Test
    void plateau() throws Exception {
        double[] losses = {5, 4, 4, 4, 4, 3, 3.0001, 3, 3, 2.9, 3, 3, 3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1};
        float[] expected = pyTorch("plateau");
        List<TrainingHistory.Epoch> history = new ArrayList<>();
        for (int epoch = 0; epoch < losses.length; epoch++) {
            assertThat(Schedule.plateau(0.5f, 2).at(new Schedule.Moment(epoch, 24, epoch, 0, history)))
                    .as("epoch %d", epoch)
                    .isEqualTo(expected[epoch]);
            history.add(new TrainingHistory.Epoch(epoch + 1, new Evaluation(losses[epoch], Map.of()), null, 1, 0, 1));
        }
    }

    @Test
    void eachStepHasARateOfItsOwn() {
        for (Dataset data : List.of(Samples.dataset(40, 1), Dataset.stream(1, () -> Samples.make(40, 1).stream()))) {
            List<Double> rates = new ArrayList<>();
            Trainer.of(TwoLayerModel.create(1))
                    .optimizer(Optimizers.sgd(1))
                    .batchSize(10)
                    .epochs(2)
                    .schedule(Schedule.linear(0))
                    .onBatch(progress -> rates.add(progress.learningRate()))
                    .fit(data);
            // How long the first epoch of a stream is nobody knows before its end.
            assertThat(rates.subList(0, 4))
                    .isEqualTo(data.knownSize() < 0 ? List.of(1., 1., 1., 1.) : List.of(1., 0.875, 0.75, 0.625));
            assertThat(rates.subList(4, 8)).isEqualTo(List.of(0.5, 0.375, 0.25, 0.125));
        }
    }

    @Test
    void messages() {
        assertThatThrownBy(() -> Schedule.oneCycle(1))
                .hasMessage("the part in which the rate rises must be between 0 and 1, got 1.0");
        assertThatThrownBy(() -> Schedule.plateau(1, 3)).hasMessage("gamma must be between 0 and 1, got 1.0");
        assertThatThrownBy(() -> Schedule.warmRestarts(0, 2))
                .hasMessage("the epochs of the first cosine must be at least 1, got 0");
    }

    private static void assertFactors(Schedule schedule, double... expected) {
        for (int epoch = 0; epoch < expected.length; epoch++) {
            assertThat(schedule.factor(epoch, expected.length, 10L * epoch)).isCloseTo(expected[epoch], within(1e-12));
        }
    }
}
