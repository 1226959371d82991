package dev.nervure.processor.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.inspection.DeadUnits;
import dev.nervure.inspection.Inspection;
import dev.nervure.inspection.LayerGradient;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.LayerInfo;
import dev.nervure.runtime.Model;
import dev.nervure.training.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
    /** What lies beyond the length of a sample, or beyond the samples of the pass, belongs to nobody. */
    @Test
    void valuesAsFarAsSamplesGo() {
        Tensor x = Tensor.input("x", List.of(6, 2), o -> o.variable("T"));
        Tensor y = x.transpose(1, 0).conv1d(3, 2, o -> o.padding(1).stride(2)).named("y");
        Model model = Compiled.of(Network.of(y)).model(1);
        Activations a = model.newActivations(3);
        Arrays.fill(a.floats("x"), Float.NaN);
        int[] lengths = {6, 3};
        for (int s = 0; s < 2; s++) {
            a.lengths("T")[s] = lengths[s];
            Arrays.fill(a.floats("x"), s * 12, s * 12 + 2 * lengths[s], s + 1f);
        }
        model.forward(a, 2);
        Inspection look = Inspection.of(model, a);
        assertThat(look.values("x")).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2);
        assertThat(look.values("y")).hasSize(3 * 4 + 3 * 2);
        assertThat(look.statistics("y").notFinite()).isZero();
    }

    @Test
    void kindsAndFunctionsAndUnits() {
        Tensor x = Tensor.input("x", 3, 8, 8);
        Tensor y = x.conv2d(4, 3, o -> o.activation(Activation.RELU))
                .named("first")
                .relu()
                .named("second")
                .flatten()
                .dense(5, Activation.SIGMOID)
                .named("y");
        Model model = Compiled.of(Network.of(y)).model(1);
        Activations a = model.newActivations(1);
        model.forward(a, 1);
        List<LayerInfo> layers = Inspection.of(model, a).layers();
        assertThat(layers).extracting(LayerInfo::kind).containsExactly("Input", "Conv2d", "Relu", "Flatten", "Dense");
        assertThat(layers).extracting(LayerInfo::function).containsExactly("", "RELU", "RELU", "", "SIGMOID");
        assertThat(layers).extracting(LayerInfo::units).containsExactly(8, 4, 4, 144, 5);
        assertThat(layers.get(1).shape()).containsExactly(4, 6, 6);
        assertThat(layers.get(4).parameters()).containsExactly("y.weight", "y.bias");
    }

    @Test
    void describesNetworksOfAnyLength() {
        Tensor x = Tensor.input("x", 2);
        Tensor y = x;
        for (int i = 0; i < 200; i++) {
            y = y.tanh().named("layer" + i);
        }
        Model model = Compiled.of(Network.of(y)).model(1); // checks how long methods are
        assertThat(model.newActivations(1).names()).hasSize(201).endsWith("layer199");
    }

    @Test
    void saturatedShare() {
        Tensor x = Tensor.input("x", 4);
        Tensor s = x.sigmoid().named("s");
        Tensor t = x.tanh().named("t");
        Tensor h = x.hardSigmoid().named("h");
        Model model = Compiled.of(Network.of(s, t, h)).model(1);
        Activations a = model.newActivations(1);
        // The slope of the sigmoid, over its steepest: 1, 0.027, 0.018, 0.79; tanh is twice as steep.
        System.arraycopy(new float[] {0, 5, -5.4f, 1}, 0, a.floats("x"), 0, 4);
        model.forward(a, 1);
        Inspection look = Inspection.of(model, a);
        assertThat(look.saturated("s")).hasValue(0.5);
        assertThat(look.saturated("t")).hasValue(0.5);
        assertThat(look.saturated("h")).hasValue(0.5); // cut off from 3 on
        assertThat(look.saturated("x")).isEmpty();
    }

    @Test
    void deadUnitsOverADataSet() {
        Tensor x = Tensor.input("x", 1, 4);
        Tensor hidden = x.conv1d(3, 2, o -> o.activation(Activation.RELU)).named("hidden");
        Model model = Compiled.of(
                        Network.of(hidden.flatten().dense(1).named("y")).loss(Loss.MEAN_SQUARED_ERROR))
                .model(1);
        model.weights().get("hidden.weight").set(new float[] {1, 1, 1, 1, -1, -1});
        model.weights().get("hidden.bias").set(new float[] {0, -100, 0});
        float[][] inputs = new float[100][];
        Arrays.setAll(inputs, i -> new float[] {0, 0, 0, i == 99 ? 5 : -1}); // unit 0 lives by the last sample
        List<DeadUnits> dead = Inspection.deadUnits(model, Dataset.of(inputs, new float[100][1]));
        assertThat(dead).containsExactly(new DeadUnits("hidden", 3, List.of(1)));
        assertThat(dead.get(0).share()).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void gradientNormsByLayer() {
        Tensor x = Tensor.input("x", 3);
        Tensor y = x.dense(4, Activation.TANH).named("hidden").dense(2).named("y");
        Model model = Compiled.of(Network.of(y).loss(Loss.MEAN_SQUARED_ERROR)).model(1);
        model.weights().get("y.weight").freeze(true);
        Activations a = model.newActivations(2);
        Gradients g = model.newGradients(2);
        fill(a.floats("x"));
        model.forward(a, 2);
        model.backward(a, g, 2);
        List<LayerGradient> norms = Inspection.of(model, a, g).gradientNorms();
        assertThat(norms).extracting(LayerGradient::layer).containsExactly("hidden", "y");
        double weight = norm(model.weights().get("hidden.weight").values());
        double bias = norm(model.weights().get("hidden.bias").values());
        double gradient = Math.hypot(norm(g.parameter("hidden.weight")), norm(g.parameter("hidden.bias")));
        assertThat(norms.get(0).weights()).isCloseTo(Math.hypot(weight, bias), within(1e-12));
        assertThat(norms.get(0).gradient()).isCloseTo(gradient, within(1e-12));
        assertThat(norms.get(0).ratio()).isCloseTo(gradient / Math.hypot(weight, bias), within(1e-12));
        assertThat(norms.get(1).gradient()).isCloseTo(norm(g.parameter("y.bias")), within(1e-12));
    }

    /** What is printed and saved is what is asked for by name. */
    @Test
    void tableAndJsonAndCsv(@TempDir Path folder) throws IOException {
        Tensor y = Tensor.input("x", 3)
                .dense(4, Activation.SIGMOID)
                .named("hidden")
                .dense(2)
                .named("y");
        Model model = Compiled.of(Network.of(y).loss(Loss.MEAN_SQUARED_ERROR)).model(1);
        Activations a = model.newActivations(2);
        Gradients g = model.newGradients(2);
        fill(a.floats("x"));
        model.forward(a, 2);
        model.backward(a, g, 2);
        Inspection look = Inspection.of(model, a, g);
        List<String> names =
                List.of("x", "targets", "hidden", "y", "loss", "hidden.weight", "hidden.bias", "y.weight", "y.bias");

        look.save(folder.resolve("look.json"));
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("look.json")))
                .getAsJsonObject();
        assertThat(json.get("network").getAsString()).isEqualTo(model.name());
        assertThat(json.get("samples").getAsInt()).isEqualTo(2);
        List<JsonObject> rows = json.getAsJsonArray("rows").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .sorted(Comparator.comparingInt(
                        row -> names.indexOf(row.get("name").getAsString())))
                .toList();
        assertThat(rows).extracting(row -> row.get("name").getAsString()).containsExactlyElementsOf(names);
        JsonObject hidden = rows.get(2);
        assertThat(hidden.get("count").getAsInt()).isEqualTo(8);
        assertThat(hidden.get("mean").getAsDouble())
                .isEqualTo(look.statistics("hidden").mean());
        assertThat(hidden.get("q95").getAsDouble())
                .isEqualTo(look.statistics("hidden").quantile(0.95));
        assertThat(hidden.get("saturated").getAsDouble())
                .isEqualTo(look.saturated("hidden").getAsDouble());
        assertThat(hidden.get("gradient_norm").getAsDouble())
                .isEqualTo(look.gradientStatistics("hidden").norm())
                .isCloseTo(norm(g.activation("hidden")), within(1e-12));
        assertThat(hidden.get("scale_8bit").getAsDouble())
                .isEqualTo(look.statistics("hidden").eightBit().scale());
        assertThat(rows.get(3).get("saturated").isJsonNull()).isTrue();
        assertThat(rows.get(7).get("gradient_norm").getAsDouble())
                .isCloseTo(norm(g.parameter("y.weight")), within(1e-12));

        look.save(folder.resolve("look.csv"));
        List<String> lines = Files.readAllLines(folder.resolve("look.csv"));
        assertThat(lines).hasSize(1 + names.size());
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(hidden.size()));
        assertThat(lines.get(0)).isEqualTo(String.join(",", hidden.keySet()));

        assertThat(look.toString().lines().toList()).hasSize(1 + names.size());
        assertThat(look.toString())
                .contains(
                        "gradient_norm",
                        String.format(Locale.ROOT, "%.4g", hidden.get("mean").getAsDouble()));
    }

    @Test
    void charts() {
        Tensor y = Tensor.input("x", 3, 4).multiHeadAttention(2).named("y");
        Model model = Compiled.of(Network.of(y).loss(Loss.MEAN_SQUARED_ERROR)).model(1);
        Activations a = model.newActivations(1);
        Gradients g = model.newGradients(1);
        fill(a.floats("x"));
        model.forward(a, 1);
        model.backward(a, g, 1);
        Inspection look = Inspection.of(model, a, g);
        List<String> words = List.of("a", "<b>", "c");
        assertThat(look.attentionChart("y", 0, words, words).toSvg()).contains("head 1", "head 2", "&lt;b&gt;");
        assertThat(look.histogramChart("y").toSvg()).contains("<title>y</title>");
        assertThat(look.gradientChart().toSvg()).contains("gradients by depth", ">y</text>");
    }

    @Test
    void errors() {
        Tensor y = Tensor.input("x", 3).dense(2).named("y");
        Model model = Compiled.of(Network.of(y).loss(Loss.MEAN_SQUARED_ERROR)).model(1);
        Activations a = model.newActivations(1);
        assertThatThrownBy(() -> Inspection.of(model, a))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no forward pass has run on these activations; there is nothing to look at");
        Activations shared = model.newInferenceActivations(1);
        model.forward(shared, 1);
        assertThatThrownBy(() -> Inspection.of(model, shared))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "an inspection needs activations from newActivations, which keep every tensor; these are from "
                                + "newInferenceActivations");
        model.forward(a, 1);
        Inspection look = Inspection.of(model, a);
        assertThatThrownBy(() -> look.statistics("z"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no tensor 'z'; there are [x, targets, y, loss]");
        assertThatThrownBy(() -> look.attention("y", 0))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no attention 'y'; there are []");
        assertThatThrownBy(look::gradientNorms)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there are no gradients to look at; use Inspection.of(model, a, g) after backward");
        assertThatThrownBy(() -> look.save(Path.of("look.txt")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an inspection is saved as .json or .csv, not as look.txt");
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static void fill(float[] values) {
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
    }
}
