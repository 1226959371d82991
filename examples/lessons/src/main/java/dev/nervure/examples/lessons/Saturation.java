package dev.nervure.examples.lessons;

import dev.nervure.examples.digits.data.DigitImages;
import dev.nervure.inspection.Chart;
import dev.nervure.inspection.Inspection;
import dev.nervure.inspection.LayerGradient;
import dev.nervure.inspection.LineChart;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Where sigmoids are flat no gradient passes; ten layers of them do not learn what ten of others do. */
final class Saturation {
    private static final int LAYERS = 10;
    private static final int EPOCHS = 15;
    private static final int BATCH = 256;

    /** One network's gradient norms by layer, before and after training, and its loss by epoch. */
    record Run(double[] before, double[] after, double[] losses) {
        double lastLoss() {
            return losses[losses.length - 1];
        }
    }

    private final Map<String, Run> runs;

    private Saturation(Map<String, Run> runs) {
        this.runs = runs;
    }

    /** Trains the four networks alike. */
    static Saturation run() {
        Map<String, LongFunction<Model>> networks = new TreeMap<>(Map.of(
                "sigmoid", DeepSigmoidModel::create,
                "tanh", DeepTanhModel::create,
                "ReLU", DeepReluModel::create,
                "GELU", DeepGeluModel::create));
        Map<String, Run> runs = new TreeMap<>();
        DigitImages images = DigitImages.load().split().train();
        networks.forEach((name, network) -> runs.put(name, train(network.apply(1), images)));
        return new Saturation(runs);
    }

    Run of(String function) {
        return runs.get(function);
    }

    private static Run train(Model model, DigitImages images) {
        double[] before = gradients(model, images);
        TrainingHistory history = Trainer.of(model)
                .optimizer(Optimizers.sgd(0.1f))
                .epochs(EPOCHS)
                .fit(Dataset.of(images.pixels(), images.labels()));
        double[] losses = history.epochs().stream()
                .mapToDouble(TrainingHistory.Epoch::loss)
                .toArray();
        return new Run(before, gradients(model, images), losses);
    }

    /** Of the first images: the norm for each layer, first layer first. */
    private static double[] gradients(Model model, DigitImages images) {
        Activations a = model.newActivations(BATCH);
        Gradients g = model.newGradients(BATCH);
        for (int s = 0; s < BATCH; s++) {
            System.arraycopy(images.pixels()[s], 0, a.floats("pixels"), s * 64, 64);
            a.ints("targets")[s] = images.labels()[s];
        }
        model.forward(a, BATCH);
        model.backward(a, g, BATCH);
        return Inspection.of(model, a, g).gradientNorms().stream()
                .limit(LAYERS)
                .mapToDouble(LayerGradient::gradient)
                .toArray();
    }

    /** The slope of the sigmoid, as the chain rule of generated code gives it. */
    static double slope(double z) {
        SlopeOfSigmoidModel model = SlopeOfSigmoidModel.create(1);
        model.weights().get("a.weight").set(new float[] {1});
        SlopeOfSigmoidActivations a = model.newActivations(1);
        SlopeOfSigmoidGradients g = model.newGradients(1);
        a.z()[0] = (float) z;
        model.forward(a, 1);
        g.a()[0] = 1;
        model.backward(a, g, 1);
        return g.z()[0];
    }

    void show(Sheet sheet) {
        List<List<String>> slopes = new ArrayList<>();
        slopes.add(List.of("z", "slope of the sigmoid"));
        for (double z : new double[] {0, 1, 2, 5, 10}) {
            slopes.add(List.of(text("%.0f", z), text("%.6f", slope(z))));
        }
        sheet.table(slopes);
        sheet.say(
                "Far from 0 the sigmoid is flat, and a gradient that passes is multiplied by its slope, at most 1/4. Four "
                        + "networks of ten layers of 32 units learn to read digits for %d epochs, with the same optimiser. This "
                        + "is the norm of the gradient in each layer, before and after.",
                EPOCHS);
        List<List<String>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of("layer"));
        runs.keySet().forEach(name -> names.addAll(List.of(name + " before", "after")));
        rows.add(names);
        for (int layer = 0; layer < LAYERS; layer++) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(layer + 1)));
            for (Run run : runs.values()) {
                row.add(text("%.1e", run.before[layer]));
                row.add(text("%.1e", run.after[layer]));
            }
            rows.add(row);
        }
        List<String> losses = new ArrayList<>(List.of("loss"));
        for (Run run : runs.values()) {
            losses.addAll(List.of(text("%.3f", run.losses[0]), text("%.3f", run.lastLoss())));
        }
        rows.add(losses);
        sheet.table(rows);
        sheet.say("Guessing among ten digits has a loss of ln 10 = %.3f.", Math.log(10));
        sheet.chart("gradients", gradientChart());
        sheet.chart("loss", lossChart());
    }

    private Chart gradientChart() {
        double[] depths = IntStream.rangeClosed(1, LAYERS).asDoubleStream().toArray();
        LineChart before = LineChart.of("Gradient by layer, before training", "layer", "‖∂L/∂W‖")
                .logarithmic()
                .size(420, 300);
        LineChart after =
                LineChart.of("after training", "layer", "‖∂L/∂W‖").logarithmic().size(420, 300);
        runs.forEach((name, run) -> {
            before.line(name, depths, run.before);
            after.line(name, depths, run.after);
        });
        return Chart.panels("", 2, List.of(before, after));
    }

    private Chart lossChart() {
        LineChart chart = LineChart.of("Loss by epoch", "epoch", "loss").size(856, 300);
        double[] epochs = IntStream.rangeClosed(1, EPOCHS).asDoubleStream().toArray();
        runs.forEach((name, run) -> chart.line(name, epochs, run.losses));
        return chart;
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
