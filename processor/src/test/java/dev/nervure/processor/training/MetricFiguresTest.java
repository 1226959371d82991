package dev.nervure.processor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Model;
import dev.nervure.training.Average;
import dev.nervure.training.Calibration;
import dev.nervure.training.ConfusionMatrix;
import dev.nervure.training.Curve;
import dev.nervure.training.Dataset;
import dev.nervure.training.Evaluation;
import dev.nervure.training.Metric;
import dev.nervure.training.Predictions;
import dev.nervure.training.Trainer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Metrics compared with scikit-learn's figures, on random data and on data without a class, without a yes, with ties. The
 * network puts out what it is given, so the figures are of known outputs. Both compute in double precision from the same
 * floats; the tolerance is that of sums in another order.
 */
class MetricFiguresTest {
    private static final double TOLERANCE = 1e-12;
    private static final Map<String, Compiled> NETWORKS = new HashMap<>();

    /** Outputs, targets and figures of one case of the file. */
    private record Case(
            String name,
            String kind,
            int columns,
            List<float[]> outputs,
            List<float[]> targets,
            Map<String, Double> figures) {
        @Override
        public String toString() {
            return name;
        }

        Dataset data() {
            float[][] inputs = outputs.toArray(float[][]::new);
            return kind.equals("class")
                    ? Dataset.of(
                            inputs,
                            targets.stream().mapToInt(row -> (int) row[0]).toArray())
                    : Dataset.of(inputs, targets.toArray(float[][]::new));
        }

        Trainer trainer() {
            Loss loss =
                    switch (kind) {
                        case "class" -> Loss.SOFTMAX_CROSS_ENTROPY;
                        case "yes_no" -> Loss.SIGMOID_CROSS_ENTROPY;
                        default -> Loss.MEAN_SQUARED_ERROR;
                    };
            Model model = NETWORKS.computeIfAbsent(
                            kind + columns,
                            key -> Compiled.of(Network.of(Tensor.input("given", columns)
                                            .identity()
                                            .named("said"))
                                    .loss(loss)))
                    .model(1);
            return Trainer.of(model).batchSize(7).threads(2);
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = MetricFiguresTest.class.getResourceAsStream("metrics.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "case" ->
                        cases.add(new Case(
                                words[1],
                                words[2],
                                Integer.parseInt(words[3]),
                                new ArrayList<>(),
                                new ArrayList<>(),
                                new LinkedHashMap<>()));
                    case "row" -> {
                        int bar = Arrays.asList(words).indexOf("|");
                        cases.get(cases.size() - 1).outputs.add(floats(words, 1, bar));
                        cases.get(cases.size() - 1).targets.add(floats(words, bar + 1, words.length));
                    }
                    case "figure" ->
                        cases.get(cases.size() - 1)
                                .figures
                                .put(words[1], Double.valueOf(words[2].replace("nan", "NaN")));
                    default -> assertThat(line).startsWith("#");
                }
            }
        }
        return cases;
    }

    private static float[] floats(String[] words, int from, int to) {
        float[] values = new float[to - from];
        for (int i = from; i < to; i++) {
            values[i - from] = Float.parseFloat(words[i]);
        }
        return values;
    }

    private static Metric metric(String name) {
        String[] parts = name.split("_");
        String last = parts[parts.length - 1];
        Average average = Arrays.stream(Average.values())
                .filter(a -> a.name().equalsIgnoreCase(last))
                .findFirst()
                .orElse(null);
        boolean ofOne = last.matches("\\d+");
        return switch (parts[0]) {
            case "precision" ->
                average != null
                        ? Metric.precision(average)
                        : ofOne ? Metric.precision(Integer.parseInt(last)) : Metric.precision();
            case "recall" ->
                average != null
                        ? Metric.recall(average)
                        : ofOne ? Metric.recall(Integer.parseInt(last)) : Metric.recall();
            case "f1" -> average != null ? Metric.f1(average) : ofOne ? Metric.f1(Integer.parseInt(last)) : Metric.f1();
            case "accuracy" -> Metric.accuracy();
            case "top2" -> Metric.topK(2);
            case "roc" -> Metric.rocAuc();
            case "pr" -> Metric.prAuc();
            case "log" -> Metric.logLoss();
            case "perplexity" -> Metric.perplexity();
            case "brier" -> Metric.brierScore();
            case "calibration" -> Metric.calibrationError();
            case "mae" -> Metric.meanAbsoluteError();
            case "rmse" -> Metric.rootMeanSquaredError();
            case "r2" -> Metric.rSquared();
            case "mape" -> Metric.meanAbsolutePercentageError();
            case "quantile" -> Metric.quantileLoss(Float.parseFloat(last));
            default -> throw new AssertionError(name);
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areThoseOfScikitLearn(Case of) {
        Map<String, Double> measured = new LinkedHashMap<>(of.figures);
        measured.keySet().removeIf(name -> name.matches("(confusion|roc_x|roc_y|pr_x|pr_y)_.*"));
        Metric[] metrics =
                measured.keySet().stream().map(MetricFiguresTest::metric).toArray(Metric[]::new);
        Evaluation evaluation = of.trainer().metrics(metrics).evaluate(of.data());
        assertThat(evaluation.metrics().keySet()).containsExactlyElementsOf(measured.keySet());
        measured.forEach((name, figure) ->
                assertThat(evaluation.metric(name)).as(name).satisfies(value -> assertClose(value, figure)));
        Predictions predictions = of.trainer().predictions(of.data());
        assertThat(predictions.size()).isEqualTo(of.outputs.size());
        if (!of.kind.equals("value")) {
            assertCounts(of, predictions.confusion());
            assertCurve(of, "roc", predictions.roc(0));
            assertCurve(of, "pr", predictions.precisionRecall(0));
        }
    }

    private static void assertClose(double value, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(value).isNaN();
        } else {
            assertThat(value).isCloseTo(expected, within(TOLERANCE * (1 + Math.abs(expected))));
        }
    }

    private static void assertCounts(Case of, ConfusionMatrix confusion) {
        of.figures.forEach((name, figure) -> {
            String[] parts = name.split("_");
            if (parts[0].equals("confusion")) {
                assertThat((double) confusion.count(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])))
                        .as(name)
                        .isEqualTo(figure);
            }
        });
    }

    private static void assertCurve(Case of, String prefix, Curve curve) {
        long points = of.figures.keySet().stream()
                .filter(name -> name.startsWith(prefix + "_x_"))
                .count();
        for (int i = 0; i < points; i++) {
            assertClose(curve.x()[i], of.figures.get(prefix + "_x_" + i));
            assertClose(curve.y()[i], of.figures.get(prefix + "_y_" + i));
        }
        if (points > 0) {
            assertThat(curve.x()).hasSize((int) points);
            assertThat(curve.chart().toSvg()).contains(curve.xName(), curve.yName());
        }
    }

    @Test
    void earlyStoppingLooksAtAMetric() throws IOException {
        Compiled network =
                Compiled.of(Network.of(Tensor.input("x", 2).dense(1).named("y")).loss(Loss.SIGMOID_CROSS_ENTROPY));
        float[][] x = new float[40][];
        int[] label = new int[40];
        for (int i = 0; i < x.length; i++) {
            x[i] = new float[] {i % 7 - 3, i % 5 - 2};
            label[i] = i % 7 > 3 ? 1 : 0;
        }
        Dataset data = Dataset.of(x, label);
        Trainer trainer = Trainer.of(network.model(1))
                .epochs(30)
                .metrics(Metric.rocAuc(), Metric.brierScore())
                .earlyStopping("roc_auc", 3);
        var history = trainer.fit(data);
        double best = history.epochs().stream()
                .mapToDouble(epoch -> epoch.training().metric("roc_auc"))
                .max()
                .orElseThrow();
        assertThat(history.best().training().metric("roc_auc")).isEqualTo(best);
        assertThat(history.best().number())
                .isEqualTo(history.epochs().stream()
                        .filter(epoch -> epoch.training().metric("roc_auc") == best)
                        .findFirst()
                        .orElseThrow()
                        .number());
        var falling = Trainer.of(network.model(1))
                .epochs(5)
                .metrics(Metric.brierScore())
                .earlyStopping("brier", 5)
                .fit(data);
        assertThat(falling.best().number()).isEqualTo(5);
        assertThatThrownBy(() ->
                        Trainer.of(network.model(1)).earlyStopping("auc", 3).fit(data))
                .hasMessage(
                        "early stopping looks at 'auc', which is not measured; there are [accuracy, f1], and more by "
                                + "metrics(…)");
    }

    @Test
    void predictionsCanBeReadAndDrawn() throws IOException {
        Case four = cases().get(0);
        Predictions predictions = four.trainer().predictions(four.data());
        assertThat(predictions.output(3)).isEqualTo(four.outputs.get(3));
        assertThat(predictions.label(3)).isEqualTo((int) four.targets.get(3)[0]);
        double sum = 0;
        for (int c = 0; c < 4; c++) {
            sum += predictions.probability(3, c);
        }
        assertThat(sum).isCloseTo(1, within(TOLERANCE));
        ConfusionMatrix confusion = predictions.confusion();
        assertThat(confusion.table("ant", "bee", "cat", "dog").lines().toList())
                .hasSize(6)
                .satisfies(
                        lines -> assertThat(lines.get(0)).matches("true \\\\ predicted +ant +bee +cat +dog +recall"));
        assertThat(confusion.accuracy()).isCloseTo(four.figures.get("accuracy"), within(TOLERANCE));
        assertThat(confusion.f1(Average.MACRO)).isCloseTo(four.figures.get("f1_macro"), within(TOLERANCE));
        assertThat(confusion.chart("ant", "bee", "cat", "dog").toSvg()).contains("ant", "dog");
        Calibration calibration = predictions.calibration(10);
        assertThat(Arrays.stream(calibration.counts()).sum()).isEqualTo(predictions.size());
        assertThat(calibration.chart().toSvg()).contains("probability said");
        assertThatThrownBy(() -> confusion.table("ant")).hasMessage("there are 4 classes, but 1 names");
        assertThatThrownBy(() -> predictions.target(0)).hasMessage("targets are classes; see label");
        Case numbers =
                cases().stream().filter(c -> c.kind.equals("value")).findFirst().orElseThrow();
        assertThatThrownBy(() -> numbers.trainer().predictions(numbers.data()).rocArea())
                .hasMessage("targets are values, neither classes nor yes and no");
    }

    @Test
    void messages() throws IOException {
        Case four = cases().get(0);
        assertThatThrownBy(() -> four.trainer().metrics(Metric.f1(4)).evaluate(four.data()))
                .hasMessage("f1_4 measures class 4, but there are 4 classes");
        assertThatThrownBy(() -> Metric.precision(-1)).hasMessage("the class must be 0 or more, got -1");
        assertThatThrownBy(() -> Metric.quantileLoss(1.5f)).hasMessage("a quantile lies in 0 … 1, got 1.5");
        assertThatThrownBy(() -> four.trainer()
                        .metrics(Metric.ofPredictions("mine", true, p -> 0).between("logits", "label"))
                        .evaluate(four.data()))
                .hasMessageContaining("has no output 'logits'");
    }
}
