package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.reference.Array;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;
import dev.nervure.runtime.generated.Internals;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that compiled models write, run by ONNX Runtime, beside the models themselves. */
class SaveOnnxTest {
    private static final String DIGITS = """
            package garden;

            import dev.nervure.dsl.*;

            /**
             * Reads digits.
             *
             * <p>Of 64 pixels each.
             */
            @NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
            public interface Digits {
                @Input({64}) Tensor pixels();
                @Dense(units = 16, activation = Activation.RELU) Tensor hidden(Tensor pixels);
                @Dropout(p = 0.1f) Tensor dropped(Tensor hidden);
                @Dense(units = 10) Tensor logits(Tensor dropped);
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theFileIsTheDeclaration() throws Exception {
        Model model = Compiled.declaration("garden.Digits", DIGITS).model(3);
        Path file = folder.resolve("digits.onnx");
        model.saveOnnx(file);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).isEqualTo(toStream(model)).isEqualTo(toStream(model.copy()));

        try (OnnxRuntime onnx = new OnnxRuntime(bytes)) {
            assertThat(onnx.metadata().getProducerName()).isEqualTo("nervure");
            assertThat(onnx.metadata().getGraphName()).isEqualTo("Digits");
            assertThat(onnx.metadata().getDomain()).isEqualTo("garden");
            assertThat(onnx.metadata().getDescription()).isEqualTo("Reads digits.\n\n<p>Of 64 pixels each.");
            assertThat(onnx.inputs())
                    .contains("pixels")
                    .contains("shape=[-1, 64]")
                    .contains("dimNames=[n,");
            for (int n : new int[] {1, 5}) {
                compare(model, onnx, n, Map.of());
            }
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("hidden.weight", "hidden.bias", "logits.weight", "hidden/Gemm");
        OnnxModel read = ModelReader.read(bytes, null);
        assertThat(read.graph().nodes()).isNotEmpty().noneMatch(node -> node.name()
                .contains("dropped"));
        assertThat(read.metadata().get("nervure.declaration")).contains("dropped = Dropout p=0.1");
    }

    /** Tables, tied weights, blocks that repeat, several inputs and outputs, integers; at every length. */
    @Test
    void variableAxesAreFree() {
        Tensor words =
                Tensor.input("words", List.of(7), o -> o.type(ElementType.INT).variable("T"));
        Tensor memory = Tensor.input("memory", List.of(5, 6), o -> o.variable("P"));
        Tensor x = words.embedding(11, 8, o -> o.name("table"));
        Tensor y = x.plus(x.sinusoidalPositions())
                .plus(x.learnedPositions().named("places"))
                .transformerEncoder(2, 2, o -> o.feedForward(12).causal(true))
                .named("encoder")
                .multiHeadAttention(4, o -> o.rotary(true).keyValueHeads(2).causal(true))
                .multiHeadAttention(memory.rotary(3), 2)
                .lstm(8, o -> o.bidirectional(true).layers(2))
                .transpose()
                .groupNorm(2)
                .transpose();
        Tensor scores = y.dense(8, Activation.GELU)
                .dense(11, o -> o.bias(false).name("table"))
                .named("scores");
        Tensor image = y.transpose().conv1d(4, 3, o -> o.stride(2).padding(1)).named("image");
        Tensor last = y.gru(3, o -> o.lastOnly(true)).named("last");
        Tensor best = scores.argMax(-1).named("best");
        Tensor loss = x.dense(3, o -> o.name("auxiliary")).meanLoss();
        Network network = Network.of(scores, image, last, best).loss(loss);
        Model model = Compiled.of(network, Options.DEFAULT).model(5);

        byte[] bytes = toStream(model);
        try (OnnxRuntime onnx = new OnnxRuntime(bytes)) {
            assertThat(onnx.inputs()).contains("dimNames=[n,T]").contains("dimNames=[n,P,");
            for (int length : new int[] {1, 4, 7}) {
                compare(model, onnx, 3, Map.of("T", length, "P", 1 + length / 2));
            }
        }
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("auxiliary");
    }

    @Test
    void aLostGraphIsToldOf() {
        Network network = Network.of(Tensor.input("x", 2).dense(1)).loss(Loss.MEAN_SQUARED_ERROR);
        Model model = Compiled.of(Compiled.sources(network, Options.DEFAULT)).model(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> model.saveOnnx(folder.resolve("x.onnx")))
                .withMessageContaining("NetModel.onnx");
        assertThat(folder).isEmptyDirectory();
    }

    private static byte[] toStream(Model model) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.saveOnnx(out);
        return out.toByteArray();
    }

    /** Runs both on {@code n} random samples of these lengths. */
    private static void compare(Model model, OnnxRuntime onnx, int n, Map<String, Integer> lengths) {
        Random random = new Random(n);
        Map<String, Array> floats = new HashMap<>();
        Map<String, Array> integers = new HashMap<>();
        for (TensorInfo input : model.inputs()) {
            int[] shape = input.shape();
            shape[0] = lengths.getOrDefault(input.variable(), shape[0]);
            Array values = Array.zeros(withBatch(n, shape));
            Arrays.setAll(
                    values.values(),
                    i -> input.integers() ? random.nextInt(input.limit()) : (float) random.nextGaussian());
            (input.integers() ? integers : floats).put(input.name(), values);
        }
        Map<String, Array> outputs = onnx.run(floats, integers);
        assertThat(outputs.keySet())
                .containsExactlyElementsOf(
                        model.outputs().stream().map(TensorInfo::name).toList());
        Activations a = model.newInferenceActivations(1);
        lengths.forEach((symbol, length) -> a.lengths(symbol)[0] = length);
        for (int sample = 0; sample < n; sample++) {
            int s = sample;
            floats.forEach((name, values) -> copy(values.sample(s).floats(), a.floats(name)));
            integers.forEach((name, values) -> {
                float[] one = values.sample(s).floats();
                for (int i = 0; i < one.length; i++) {
                    a.ints(name)[i] = (int) one[i];
                }
            });
            model.forward(a, 1);
            for (TensorInfo output : model.outputs()) {
                Array found = outputs.get(output.name());
                int[] shape = Arrays.copyOfRange(found.shape(), 1, found.shape().length);
                float[] expected = Internals.cut(values(a, output), output.shape(), shape);
                assertThat(found.sample(s).floats())
                        .as("%s of sample %d at %s", output.name(), s, lengths)
                        .containsExactly(expected, within(1e-5f)); // values around 1; sums run in other orders
            }
        }
    }

    private static int[] withBatch(int n, int[] shape) {
        int[] all = new int[shape.length + 1];
        all[0] = n;
        System.arraycopy(shape, 0, all, 1, shape.length);
        return all;
    }

    private static void copy(float[] from, float[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
    }

    private static float[] values(Activations a, TensorInfo tensor) {
        if (!tensor.integers()) {
            return a.floats(tensor.name());
        }
        int[] ints = a.ints(tensor.name());
        float[] floats = new float[ints.length];
        for (int i = 0; i < ints.length; i++) {
            floats[i] = ints[i];
        }
        return floats;
    }
}
