package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.generated.LineModel;
import dev.nervure.runtime.generated.TwoLayerModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricTest {
    /** A line through known points: outputs 1, 3, 5 for targets 2, 3, 7. */
    private static Evaluation evaluate(Metric... metrics) {
        LineModel line = LineModel.create(1);
        line.weights().get("y.weight").set(new float[] {2, 0});
        line.weights().get("y.bias").set(new float[] {1});
        Trainer trainer = Trainer.of(line).batchSize(2);
        if (metrics.length > 0) {
            trainer.metrics(metrics);
        }
        return trainer.evaluate(Dataset.of(new float[][] {{0, 9}, {1, 9}, {2, 9}}, new float[][] {{2}, {3}, {7}}));
    }

    @Test
    void errors() {
        Evaluation all = evaluate(Metric.meanAbsoluteError(), Metric.rootMeanSquaredError(), Metric.rSquared());
        assertThat(all.loss()).isCloseTo(5.0 / 3, within(1e-6));
        assertThat(all.metric("mae")).isCloseTo(1, within(1e-12));
        assertThat(all.metric("rmse")).isCloseTo(Math.sqrt(5.0 / 3), within(1e-12));
        assertThat(all.metric("r2")).isCloseTo(1 - 5.0 / 14, within(1e-12)); // the mean of the targets is 4
        assertThat(evaluate(Metric.rSquared("y", "targets")).metrics()).isEqualTo(Map.of("r2", all.metric("r2")));
        assertThat(evaluate(Metric.meanAbsoluteError("y", "targets"), Metric.rootMeanSquaredError("y", "targets"))
                        .metrics())
                .isEqualTo(evaluate().metrics());
    }

    @Test
    void accuracy() {
        TwoLayerModel model = TwoLayerModel.create(1);
        model.weights().get("2.weight").set(new float[24]);
        model.weights().get("2.bias").set(new float[] {0, 1, 0}); // always class 1
        Dataset data = Dataset.of(new float[5][5], new int[] {1, 0, 1, 2, 1});
        assertThat(Trainer.of(model).evaluate(data).metrics()).isEqualTo(Map.of("accuracy", 0.6));
        assertThat(Trainer.of(model)
                        .metrics(Metric.accuracy("logits", "targets"))
                        .evaluate(data)
                        .toString())
                .matches("loss 0\\.\\d{4}  accuracy 60\\.00 %");
        assertThat(Trainer.of(model).metrics().evaluate(data).metrics()).isEmpty();
    }

    @Test
    void messages() {
        assertMessage(
                () -> evaluate(Metric.accuracy()),
                "accuracy needs one class for each row of the output, or a loss that compares the output with yes and no (sigmoid or binary cross-entropy), got output y float[1] and target targets "
                        + "float[1]");
        assertMessage(
                () -> Trainer.of(TwoLayerModel.create(1))
                        .metrics(Metric.rSquared())
                        .evaluate(Samples.dataset(3, 1)),
                "r2 needs as many values in the target as in the output, got output logits float[3] and target targets "
                        + "int[]");
        assertMessage(() -> evaluate(Metric.rSquared("z", "targets")), "Line has no output 'z'; it has [y float[1]]");
        assertMessage(() -> evaluate(Metric.rSquared(), Metric.rSquared()), "two metrics named 'r2'");
        assertMessage(() -> evaluate().metric("r2"), "no metric 'r2'; there are [mae, rmse]");
        assertMessage(
                () -> evaluate(named("validation_loss")),
                "a metric's name has letters, digits, '_', '.' and '-', and is none that the history uses itself, got "
                        + "'validation_loss'");
    }

    private static Metric named(String name) {
        return new Metric() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Meter meter(Model model) {
                return Metric.rSquared().meter(model);
            }
        };
    }

    private static void assertMessage(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
