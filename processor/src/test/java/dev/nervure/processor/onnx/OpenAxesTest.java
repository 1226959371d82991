package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Network;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.reference.Array;
import dev.nervure.processor.reference.Evaluation;
import dev.nervure.runtime.SafetensorsReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Files of exporters at every length of the axes that they leave open: 1, 2 and all up to more than most were exported with. */
class OpenAxesTest {
    /** As many as the table of positions has. */
    private static final int LONGEST = 12;

    private static final List<String> FILES = List.of(
            "gpt_dynamic",
            "gpt_dynamic_dynamo",
            "encoder_3layers_dynamo",
            "embedding_mean_pool",
            "embedding_mean_pool_dynamo",
            "lstm_last_dynamic",
            "resize_dynamic");

    private static Path folder() throws Exception {
        return Path.of(Objects.requireNonNull(OpenAxesTest.class.getResource("/onnx-own/mlp.onnx"))
                        .toURI())
                .getParent();
    }

    @Test
    void simplifiedAndPlainFormsComputeTheSameAtEveryLength() throws Exception {
        for (String name : FILES) {
            OnnxModel model = ModelReader.read(folder().resolve(name + ".onnx"));
            for (int length = 1; length <= LONGEST; length++) {
                OnnxImport plain = OnnxImport.of(
                        model, AsWrittenTest.options(model, "", length).plain());
                assertThat(plain.problems()).as(name + " " + length).isEmpty();
                OnnxImport simple = OnnxImport.of(model, AsWrittenTest.options(model, "", length));
                Network network = Objects.requireNonNull(plain.network());
                AsWrittenTest.agree(name + " " + length, plain, simple, AsWrittenTest.inputs(network));
            }
        }
    }

    /** The figures of PyTorch at another size than that of the export. */
    @Test
    void figuresOfPyTorchAtAnotherLength() throws Exception {
        int compared = 0;
        for (String name : FILES) {
            OnnxModel model = ModelReader.read(folder().resolve(name + ".onnx"));
            SafetensorsReader figures = SafetensorsReader.open(folder().resolve(name + ".safetensors"));
            Map<String, Array> inputs = new HashMap<>();
            int length = 0;
            for (ValueInfo input : model.graph().inputs()) {
                String figure = "again.in." + input.name();
                int[] shape = figures.tensors().get(figure).shape().stream()
                        .mapToInt(Math::toIntExact)
                        .toArray();
                length = shape[1];
                boolean floats = Objects.requireNonNull(input.type()).floats();
                inputs.put(
                        input.name(), floats ? Array.of(figures.floats(figure), shape) : ints(figures, figure, shape));
            }
            if (name.equals("resize_dynamic")) {
                continue; // two open axes, of different sizes
            }
            OnnxImport imported = OnnxImport.of(model, AsWrittenTest.options(model, "", length));
            Map<String, Array> own = new HashMap<>();
            imported.inputs().forEach((file, tensor) -> own.put(tensor, Objects.requireNonNull(inputs.get(file))));
            Evaluation evaluation = AsWrittenTest.evaluate(imported, own);
            String output = "again.out." + imported.outputs().get(0).name();
            AsWrittenTest.agree(name, AsWrittenTest.values(evaluation, imported, 0), figures.floats(output), 1e-5);
            compared++;
        }
        assertThat(compared).isEqualTo(FILES.size() - 1);
    }

    private static Array ints(SafetensorsReader figures, String figure, int[] shape) {
        long[] longs = figures.longs(figure);
        float[] values = new float[longs.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = longs[i];
        }
        return Array.of(values, shape);
    }

    /** One network for all lengths, compared with the network of each. */
    @Test
    void aNamedAxisIsAsLongAsEachSample() throws Exception {
        OnnxModel model = ModelReader.read(folder().resolve("lstm_last_dynamic.onnx"));
        OnnxImport all = OnnxImport.of(model, AsWrittenTest.options(model, "T", LONGEST));
        assertThat(all.problems()).isEmpty();
        for (int length = 1; length <= LONGEST; length++) {
            OnnxImport one = OnnxImport.of(model, AsWrittenTest.options(model, "", length));
            Map<String, Array> inputs = AsWrittenTest.inputs(Objects.requireNonNull(one.network()));
            AsWrittenTest.agree("length " + length, one, all, inputs);
        }
    }
}
