package dev.nervure.examples.lessons;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** All that happens in a dense layer, forward and backward: by the formulas, and by the generated code. */
final class LayerByHand {
    /** A quantity by its formula and from the generated code. */
    record Quantity(String name, String formula, double[] byHand, double[] generated) {}

    private static final double[][] W = {{0.5, -0.25, 0}, {1, 1, -1}};
    private static final double[] B = {0, Math.log(3)};
    private static final double[] X = {1, 2, 3};
    private static final double[] Y = {1, 0};

    /** In the order in which they are computed. */
    List<Quantity> quantities() {
        OneLayerModel model = OneLayerModel.create(1);
        model.weights().get("z.weight").set(floats(IntStream.range(0, 6).mapToDouble(i -> W[i / 3][i % 3])));
        model.weights().get("z.bias").set(floats(DoubleStream.of(B)));
        OneLayerActivations a = model.newActivations(1);
        OneLayerGradients g = model.newGradients(1);
        System.arraycopy(floats(DoubleStream.of(X)), 0, a.x(), 0, 3);
        System.arraycopy(floats(DoubleStream.of(Y)), 0, a.targets(), 0, 2);
        model.forward(a, 1);
        float loss = model.backward(a, g, 1);

        double[] z = new double[2];
        double[] value = new double[2];
        double[] da = new double[2];
        double[] delta = new double[2];
        double[] dw = new double[6];
        double[] dx = new double[3];
        double j = 0;
        for (int i = 0; i < 2; i++) {
            z[i] = W[i][0] * X[0] + W[i][1] * X[1] + W[i][2] * X[2] + B[i];
            value[i] = 1 / (1 + Math.exp(-z[i]));
            j += (value[i] - Y[i]) * (value[i] - Y[i]) / 2;
            da[i] = value[i] - Y[i];
            delta[i] = da[i] * value[i] * (1 - value[i]);
            for (int k = 0; k < 3; k++) {
                dw[3 * i + k] = delta[i] * X[k];
                dx[k] += W[i][k] * delta[i];
            }
        }
        return List.of(
                new Quantity("z", "W x + b", z, wide(a.z())),
                new Quantity("a", "1 / (1 + e⁻ᶻ)", value, wide(a.a())),
                new Quantity("J", "Σ (a − y)² / 2", new double[] {j}, new double[] {loss}),
                new Quantity("∂J/∂a", "a − y", da, wide(g.a())),
                new Quantity("δ = ∂J/∂z", "∂J/∂a ⊙ a (1 − a)", delta, wide(g.z())),
                new Quantity("∂J/∂W", "δ xᵀ", dw, wide(g.parameter("z.weight"))),
                new Quantity("∂J/∂b", "δ", delta, wide(g.parameter("z.bias"))),
                new Quantity("∂J/∂x", "Wᵀ δ", dx, wide(g.x())));
    }

    void show(Sheet sheet) {
        sheet.say(
                "x = (1, 2, 3), y = (1, 0), W = (0.5, −0.25, 0; 1, 1, −1), b = (0, ln 3). The layer before gave x, so "
                        + "∂J/∂x is what it gets back.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "formula", "by hand", "generated code"));
        quantities().forEach(q -> rows.add(List.of(q.name, q.formula, text(q.byHand), text(q.generated))));
        sheet.table(rows);
        sheet.listing("OneLayerForward.java", source("OneLayerForward"));
        sheet.listing("OneLayerBackward.java", source("OneLayerBackward"));
    }

    /** What the processor wrote. */
    static String source(String type) {
        Path file =
                Main.build().resolve("generated-sources/annotations/dev/nervure/examples/lessons/" + type + ".java");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(double[] values) {
        return DoubleStream.of(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%.6f", value))
                .collect(Collectors.joining("  "));
    }

    private static float[] floats(DoubleStream values) {
        double[] all = values.toArray();
        float[] floats = new float[all.length];
        IntStream.range(0, all.length).forEach(i -> floats[i] = (float) all[i]);
        return floats;
    }

    private static double[] wide(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
