package dev.nervure.processor.onnx.own;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.FileOrder;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisOf;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisSize;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.plan.Options;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.SafetensorsReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Trained models of others, with what ONNX Runtime computes of them. Those that are not small enough to be carried are read from
 * {@code -Dnervure.models=<folder>}, with the figures in its folder {@code reference}.
 */
class RealModelsTest {
    /** ONNX Runtime fuses and adds up in another order. */
    private static final double TOLERANCE = 1e-4;

    private static Path folder() {
        return Path.of(System.getProperty("nervure.models"));
    }

    /** A model, compiled for the sizes of a case. */
    private record Ready(OnnxImport imported, Model model, SafetensorsReader figures) {
        static Ready of(Path file, Path figures, Map<AxisOf, AxisSize> axes, Map<String, Literal> fixed)
                throws IOException {
            OnnxModel read = ModelReader.read(file);
            OnnxImport imported = OnnxImport.of(read, new ImportOptions(fixed, axes, List.of()));
            assertThat(imported.problems()).isEmpty();
            Network network = Objects.requireNonNull(imported.network());
            Model model = Compiled.of(network, Options.DEFAULT).model(1);
            for (ParameterSpec spec : network.parameters()) {
                model.weights()
                        .get(spec.name())
                        .set(imported.weights().get(spec.name()).numbers());
            }
            return new Ready(imported, model, SafetensorsReader.open(figures));
        }

        Activations run(String name, int n, Map<String, float[]> given) {
            Activations a = model.newInferenceActivations(n);
            Network network = Objects.requireNonNull(imported.network());
            imported.inputs().forEach((input, tensor) -> {
                Node node = network.inputs().stream()
                        .filter(i -> i.name().equals(tensor))
                        .findFirst()
                        .orElseThrow();
                String figure = name + ".in." + input;
                if (node.type().element() == ElementType.FLOAT) {
                    float[] values = given.containsKey(input) ? given.get(input) : figures.floats(figure);
                    System.arraycopy(values, 0, a.floats(tensor), 0, values.length);
                } else {
                    long[] values = figures.longs(figure);
                    for (int i = 0; i < values.length; i++) {
                        a.ints(tensor)[i] = Math.toIntExact(values[i]);
                    }
                }
            });
            model.forward(a, n);
            return a;
        }

        float[] output(Activations a, String name, int n) {
            OnnxImport.Output output = imported.outputs().stream()
                    .filter(o -> o.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            float[] values = a.floats(output.tensor().name());
            int size = output.tensor().shape().size() * n;
            int[] places = FileOrder.places(output.flow().axes(), output.tensor(), n, size);
            float[] ordered = new float[size];
            for (int i = 0; i < size; i++) {
                ordered[i] = values[places[i]];
            }
            return ordered;
        }

        void check(String name, int n, String... outputs) {
            Activations a = run(name, n, Map.of());
            for (String output : outputs) {
                close(name + " " + output, output(a, output, n), figures.floats(name + ".out." + output));
            }
        }
    }

    private static void close(String what, float[] actual, float[] expected) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs((double) actual[i] - expected[i]))
                    .as("%s[%d]: %s, not %s", what, i, actual[i], expected[i])
                    .isLessThanOrEqualTo(TOLERANCE + TOLERANCE * Math.abs(expected[i]));
        }
    }

    private static Map<AxisOf, AxisSize> length(int size, String... inputs) {
        Map<AxisOf, AxisSize> axes = new java.util.HashMap<>();
        for (String input : inputs) {
            axes.put(new AxisOf(input, 1), new AxisSize("", size));
        }
        return axes;
    }

    @Test
    void aWakeWord() throws IOException, URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(RealModelsTest.class.getResource("/onnx-models/hello_deepa.onnx"))
                .toURI());
        Ready ready = Ready.of(file, file.resolveSibling("hello-deepa.safetensors"), Map.of(), Map.of());
        for (String name : List.of("c0", "c1", "c2")) {
            ready.check(name, 1, "39");
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "nervure.models",
            matches = ".+",
            disabledReason = "-Dnervure.models names no folder")
    void handwrittenDigits() throws IOException {
        Ready ready = Ready.of(
                folder().resolve("cnn_mnist.onnx"),
                folder().resolve("reference/cnn_mnist.safetensors"),
                Map.of(),
                Map.of());
        ready.check("one", 1, "output_probs");
        ready.check("two", 2, "output_probs");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "nervure.models",
            matches = ".+",
            disabledReason = "-Dnervure.models names no folder")
    void aSmallBert() throws IOException {
        for (Map.Entry<String, Integer> length : Map.of("one", 7, "two", 12).entrySet()) {
            Ready ready = Ready.of(
                    folder().resolve("tinybert.onnx"),
                    folder().resolve("reference/tinybert.safetensors"),
                    length(length.getValue(), "input_ids", "attention_mask", "token_type_ids"),
                    Map.of());
            ready.check(length.getKey(), length.getKey().equals("one") ? 1 : 2, "output_0", "output_1");
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "nervure.models",
            matches = ".+",
            disabledReason = "-Dnervure.models names no folder")
    void sentencesAreOneBlockSixTimes() throws IOException {
        Path file = folder().resolve("all-minilm-l6-v2.onnx");
        Assumptions.assumeTrue(Files.exists(file), "no all-minilm-l6-v2.onnx in the folder");
        for (Map.Entry<String, Integer> length : Map.of("s0", 8, "all", 13).entrySet()) {
            Ready ready = Ready.of(
                    file,
                    folder().resolve("reference/all-minilm-l6-v2.safetensors"),
                    length(length.getValue(), "input_ids", "attention_mask", "token_type_ids"),
                    Map.of());
            assertThat(Objects.requireNonNull(ready.imported.network()).nodes().stream()
                            .map(Node::layer)
                            .filter(RepeatLayer.class::isInstance)
                            .map(RepeatLayer.class::cast))
                    .singleElement()
                    .satisfies(repeat -> {
                        assertThat(repeat.times()).isEqualTo(6);
                        assertThat(repeat.name()).isEqualTo("encoder.layer");
                    });
            ready.check(length.getKey(), length.getKey().equals("s0") ? 1 : 8, "output_0", "882");
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "nervure.models",
            matches = ".+",
            disabledReason = "-Dnervure.models names no folder")
    void voiceActivityFrameByFrame() throws IOException {
        Literal rate = Literal.of(DataType.INT64, List.of(), new long[] {16_000});
        Ready ready = Ready.of(
                folder().resolve("silero_vad_v5.onnx"),
                folder().resolve("reference/silero-vad-v5.safetensors"),
                Map.of(
                        new AxisOf("input", 0), new AxisSize("", 1),
                        new AxisOf("input", 1), new AxisSize("", 576),
                        new AxisOf("state", 1), new AxisSize("", 1)),
                Map.of("sr", rate));
        float[] state = ready.figures.floats("f00.in.state");
        float[] all = new float[62];
        for (int frame = 0; frame < all.length; frame++) {
            String name = String.format("f%02d", frame);
            Activations a = ready.run(name, 1, Map.of("state", state));
            all[frame] = ready.output(a, "output", 1)[0];
            state = ready.output(a, "stateN", 1);
            if (ready.figures.tensors().containsKey(name + ".out.stateN")) {
                close(name, state, ready.figures.floats(name + ".out.stateN"));
            }
        }
        close("probabilities", all, ready.figures.floats("probability"));
    }
}
