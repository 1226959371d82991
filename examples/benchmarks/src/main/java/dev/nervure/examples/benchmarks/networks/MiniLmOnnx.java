package dev.nervure.examples.benchmarks.networks;

import dev.nervure.examples.benchmarks.onnx.OnnxAttribute;
import dev.nervure.examples.benchmarks.onnx.OnnxGraph;
import dev.nervure.runtime.Model;
import java.util.Arrays;
import java.util.List;

/**
 * The body of MiniLM as ONNX, with the operators that PyTorch's exporter writes for it: it is made here because
 * its 43 MB of weights come from a seed.
 */
final class MiniLmOnnx {
    private static final int WIDTH = MiniLm.WIDTH;
    private static final int HEAD = WIDTH / MiniLm.HEADS;

    private final Model model;
    private final int tokens;
    private final OnnxGraph graph = new OnnxGraph("minilm");

    private MiniLmOnnx(Model model) {
        this.model = model;
        this.tokens = model.inputs().get(0).shape()[0];
    }

    static byte[] of(Model model) {
        return new MiniLmOnnx(model).write();
    }

    private byte[] write() {
        graph.input("x", -1, tokens, WIDTH).output("y", -1, tokens, WIDTH);
        graph.longs("heads", 0, tokens, MiniLm.HEADS, HEAD);
        graph.longs("joined", 0, tokens, WIDTH);
        graph.floats("scale", new float[] {(float) (1 / Math.sqrt(HEAD))});
        graph.floats("root2", new float[] {(float) Math.sqrt(2)});
        graph.floats("one", new float[] {1});
        graph.floats("half", new float[] {0.5f});
        String x = "x";
        for (int layer = 0; layer < MiniLm.LAYERS; layer++) {
            x = layer("enc.layers." + layer + ".", x);
        }
        graph.node("y", "Identity", x);
        return graph.toByteArray();
    }

    private String layer(String name, String x) {
        String attended = graph.node(name + "attended", "Add", x, attention(name + "self_attn.", x));
        String middle = norm(name + "norm1", attended);
        String hidden = gelu(name, dense(name + "linear1", middle));
        String fed = graph.node(name + "fed", "Add", middle, dense(name + "linear2", hidden));
        return norm(name + "norm2", fed);
    }

    private String attention(String name, String x) {
        String q = heads(name, 0, x, 0, 2, 1, 3);
        String k = heads(name, 1, x, 0, 2, 3, 1);
        String v = heads(name, 2, x, 0, 2, 1, 3);
        String scores = graph.node(name + "scores", "Mul", graph.node(name + "qk", "MatMul", q, k), "scale");
        String shares =
                graph.node(name + "shares", "Softmax", List.of(OnnxAttribute.of("axis", -1L)), scores);
        String mixed = graph.node(name + "mixed", "MatMul", shares, v);
        String turned = graph.node(name + "turned", "Transpose", List.of(OnnxAttribute.of("perm", 0, 2, 1, 3)), mixed);
        return dense(name + "out_proj", graph.node(name + "flat", "Reshape", turned, "joined"));
    }

    /** One third of the projections, a head at a time. */
    private String heads(String name, int third, String x, long... perm) {
        float[] weight = values(name + "in_proj_weight");
        float[] bias = values(name + "in_proj_bias");
        int rows = WIDTH * WIDTH;
        String projected = dense(
                name + third,
                Arrays.copyOfRange(weight, third * rows, (third + 1) * rows),
                Arrays.copyOfRange(bias, third * WIDTH, (third + 1) * WIDTH),
                x);
        String cut = graph.node(name + third + ".cut", "Reshape", projected, "heads");
        return graph.node(name + third + ".turned", "Transpose", List.of(OnnxAttribute.of("perm", perm)), cut);
    }

    private String dense(String name, String x) {
        return dense(name, values(name + ".weight"), values(name + ".bias"), x);
    }

    private String dense(String name, float[] weight, float[] bias, String x) {
        int units = bias.length;
        int in = weight.length / units;
        float[] turned = new float[weight.length];
        for (int unit = 0; unit < units; unit++) {
            for (int i = 0; i < in; i++) {
                turned[i * units + unit] = weight[unit * in + i];
            }
        }
        String w = graph.floats(name + ".w", turned, in, units);
        String product = graph.node(name + ".product", "MatMul", x, w);
        return graph.node(name + ".sum", "Add", graph.floats(name + ".b", bias, units), product);
    }

    private String gelu(String name, String x) {
        String erf = graph.node(name + "erf", "Erf", graph.node(name + "scaled", "Div", x, "root2"));
        String gate = graph.node(name + "gate", "Mul", x, graph.node(name + "raised", "Add", erf, "one"));
        return graph.node(name + "gelu", "Mul", gate, "half");
    }

    private String norm(String name, String x) {
        String weight = graph.floats(name + ".weight", values(name + ".weight"), WIDTH);
        String bias = graph.floats(name + ".bias", values(name + ".bias"), WIDTH);
        List<OnnxAttribute> attributes = List.of(OnnxAttribute.of("axis", -1L), OnnxAttribute.of("epsilon", 1e-5f));
        return graph.node(name, "LayerNormalization", attributes, x, weight, bias);
    }

    private float[] values(String name) {
        return model.weights().get(name).values();
    }
}
