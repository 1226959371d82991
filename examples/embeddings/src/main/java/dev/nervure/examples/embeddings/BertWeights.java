package dev.nervure.examples.embeddings;

import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.OnnxGraph;
import dev.nervure.processor.onnx.OnnxNode;
import dev.nervure.runtime.SafetensorsWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns the ONNX file of a BERT model into safetensors under the names of PyTorch's model. PyTorch's exporter keeps the names of
 * all parameters but those of the matrices, which it also transposes: such a matrix is called as the bias that is added to
 * its product.
 */
final class BertWeights {
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";
    private static final String POOLER = "pooler."; // of another task

    private BertWeights() {}

    /**
     * Writes the parameters that a sentence's meaning depends on.
     *
     * @param onnx the bytes of the ONNX file
     * @param safetensors the file to write
     */
    static void convert(byte[] onnx, Path safetensors) {
        OnnxGraph graph = ModelReader.read(onnx, null).graph();
        Map<String, OnnxNode> producers = new HashMap<>();
        graph.nodes().forEach(node -> node.outputs().forEach(output -> producers.put(output, node)));
        SafetensorsWriter writer = new SafetensorsWriter();
        for (OnnxNode node : graph.nodes()) {
            if (node.operator().equals("Add") && node.inputs().get(0).endsWith(BIAS)) {
                String bias = node.inputs().get(0);
                Literal matrix = matrix(producers.get(node.inputs().get(1)), graph);
                String layer = bias.substring(0, bias.length() - BIAS.length());
                int in = matrix.dims().get(0);
                int out = matrix.dims().get(1);
                writer.floats(layer + WEIGHT, new int[] {out, in}, () -> transposed(matrix.numbers(), in, out));
            }
        }
        graph.initializers().forEach((name, values) -> {
            if ((name.endsWith(WEIGHT) || name.endsWith(BIAS)) && !name.startsWith(POOLER)) {
                int[] shape = values.dims().stream().mapToInt(size -> size).toArray();
                writer.floats(name, shape, values::numbers);
            }
        });
        writer.write(safetensors);
    }

    private static Literal matrix(OnnxNode product, OnnxGraph graph) {
        Literal matrix = product == null || !product.operator().equals("MatMul")
                ? null
                : graph.initializers().get(product.inputs().get(1));
        if (matrix == null) {
            throw new IllegalArgumentException("a bias is added to something else than a product with a matrix");
        }
        return matrix;
    }

    private static float[] transposed(float[] matrix, int rows, int columns) {
        float[] transposed = new float[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows + row] = matrix[row * columns + column];
            }
        }
        return transposed;
    }
}
