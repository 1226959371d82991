package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisOf;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisSize;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.reference.Array;
import dev.nervure.processor.reference.Evaluation;
import dev.nervure.processor.reference.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layers that are found for several operators compute what the operators compute, one by one, in double precision. */
class AsWrittenTest {
    private static final int SAMPLES = 2;

    /** Rotary tables of files are floats; ours are not. */
    private static final double ALLOWED = 1e-6;

    @Test
    void simplifiedAndPlainFormsComputeTheSame() throws Exception {
        Path folder = Path.of(Objects.requireNonNull(AsWrittenTest.class.getResource("/onnx-own/mlp.onnx"))
                        .toURI())
                .getParent();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
        int simpler = 0;
        for (Path file : files) {
            simpler += compare(file) ? 1 : 0;
        }
        assertThat(files).hasSizeGreaterThan(70);
        assertThat(simpler).isGreaterThan(40);
    }

    /** Whether a network of fewer layers computes the same. */
    private static boolean compare(Path file) throws Exception {
        OnnxModel model = ModelReader.read(file);
        ImportOptions options = options(model, "", 7);
        OnnxImport plain = OnnxImport.of(model, options.plain());
        OnnxImport simple = OnnxImport.of(model, options);
        Network network = Objects.requireNonNull(plain.network(), file::toString);
        agree(file.getFileName().toString(), plain, simple, inputs(network));
        return Objects.requireNonNull(simple.network()).nodes().size()
                < network.nodes().size();
    }

    /** Sizes for all axes that a file leaves open, but for the batch; with a name for the first of them, if that is not empty. */
    static ImportOptions options(OnnxModel model, String name, int size) {
        Map<AxisOf, AxisSize> axes = new HashMap<>();
        for (ValueInfo input : model.graph().inputs()) {
            List<ValueInfo.Dimension> dims = Objects.requireNonNull(input.dims());
            for (int axis = 1; axis < dims.size(); axis++) {
                if (dims.get(axis).size() < 0) {
                    axes.put(new AxisOf(input.name(), axis), new AxisSize(axis == 1 ? name : "", size));
                }
            }
        }
        return new ImportOptions(Map.of(), axes, List.of());
    }

    /** Compares all outputs that are floats. */
    static void agree(String name, OnnxImport one, OnnxImport other, Map<String, Array> inputs) {
        Evaluation expected = evaluate(one, inputs);
        Evaluation actual = evaluate(other, inputs);
        for (int i = 0; i < one.outputs().size(); i++) {
            if (one.outputs().get(i).tensor().type().element() == ElementType.FLOAT) {
                agree(name + " output " + i, values(actual, other, i), values(expected, one, i), ALLOWED);
            }
        }
    }

    static float[] values(Evaluation evaluation, OnnxImport imported, int output) {
        return evaluation
                .tensor(String.valueOf(imported.outputs().get(output).tensor().name()))
                .floats();
    }

    static void agree(String name, float[] actual, float[] expected, double allowed) {
        assertThat(actual).as(name).hasSameSizeAs(expected);
        double largest = 1;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as(name + " " + i).isCloseTo(expected[i], offset(allowed * largest));
        }
    }

    static Map<String, Array> inputs(Network network) {
        Random random = new Random(1);
        Map<String, Array> inputs = new LinkedHashMap<>();
        for (Node input : network.inputs()) {
            int[] shape = IntStream.concat(
                            IntStream.of(SAMPLES),
                            input.type().shape().sample().stream().mapToInt(dim -> dim.max()))
                    .toArray();
            float[] values = new float[IntStream.of(shape).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (input.type().element()) {
                    case FLOAT -> (float) random.nextGaussian();
                    case INT -> 1 + random.nextInt(5);
                    case BOOL -> i % shape[shape.length - 1] == 0 ? 1 : random.nextInt(2);
                };
            }
            inputs.put(input.name(), Array.of(values, shape));
        }
        return inputs;
    }

    static Evaluation evaluate(OnnxImport imported, Map<String, Array> inputs) {
        Network network = Objects.requireNonNull(imported.network());
        Map<String, Array> parameters = new LinkedHashMap<>();
        network.parameters()
                .forEach(spec -> parameters.put(
                        spec.name(),
                        Array.of(
                                imported.weights().get(spec.name()).numbers(),
                                spec.shape().stream().mapToInt(size -> size).toArray())));
        int n = inputs.values().iterator().next().size(0);
        return Evaluation.of(network, new Point(n, parameters, inputs, Map.of()));
    }
}
