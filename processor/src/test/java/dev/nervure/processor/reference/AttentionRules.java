package dev.nervure.processor.reference;

import dev.nervure.dsl.layer.EmbeddingLayer;
import dev.nervure.dsl.layer.LearnedPositionsLayer;
import dev.nervure.dsl.layer.MultiHeadAttentionLayer;
import dev.nervure.dsl.layer.RotaryLayer;
import dev.nervure.dsl.layer.ScaledDotProductAttentionLayer;
import dev.nervure.dsl.layer.SinusoidalPositionsLayer;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Embeddings, positions and attention. */
final class AttentionRules {
    private AttentionRules() {}

    static void register() {
        Rules.register(RotaryLayer.class, AttentionRules::rotary);
        Rules.register(EmbeddingLayer.class, AttentionRules::embedding);
        Rules.register(LearnedPositionsLayer.class, (layer, call) -> call.parameter("weight")
                .map(DoubleUnaryOperator.identity()));
        Rules.register(
                SinusoidalPositionsLayer.class,
                (layer, call) -> Array.of(call.shape(), at -> {
                    double angle = at[0] / Math.pow(10_000, 2.0 * (at[1] / 2) / call.shape()[1]);
                    return at[1] % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
                }));
        Rules.register(ScaledDotProductAttentionLayer.class, AttentionRules::scaledDotProduct);
        Rules.register(MultiHeadAttentionLayer.class, AttentionRules::multiHead);
    }

    private static Array embedding(EmbeddingLayer layer, Call call) {
        Array ids = call.input(0);
        Array y = Array.zeros(call.shape());
        for (int i = 0; i < ids.values().length; i++) {
            double[] row = call.parameter("weight").row((int) ids.values()[i]);
            System.arraycopy(row, 0, y.values(), i * row.length, row.length);
        }
        return y;
    }

    private static Array scaledDotProduct(ScaledDotProductAttentionLayer layer, Call call) {
        Array q = call.input(0);
        Array k = call.input(1);
        Array v = call.input(2);
        int[] shape = q.shape().clone();
        shape[shape.length - 1] = v.size(-1);
        Array y = Array.zeros(shape);
        int steps = q.size(-2);
        int places = k.size(-2);
        for (int block = 0; block < q.rows() / steps; block++) {
            for (int t = 0; t < steps; t++) {
                double[] query = q.row(block * steps + t);
                int seen = layer.causal() ? t + 1 : places;
                double[] scores = new double[seen];
                for (int j = 0; j < seen; j++) {
                    scores[j] = dot(query, k.row(block * places + j)) / Math.sqrt(query.length);
                }
                double[] logs = DenseRules.logSoftmax(scores);
                for (int j = 0; j < seen; j++) {
                    double[] value = v.row(block * places + j);
                    for (int c = 0; c < value.length; c++) {
                        y.values()[(block * steps + t) * value.length + c] += Math.exp(logs[j]) * value[c];
                    }
                }
            }
        }
        return y;
    }

    private static Array multiHead(MultiHeadAttentionLayer layer, Call call) {
        Array x = call.input(0);
        Array memory = call.inputs().get(call.inputs().size() - 1);
        int width = x.size(-1);
        int size = width / layer.heads();
        int rows = size * layer.memoryHeads();
        boolean packed = memory.size(-1) == width;
        Array bias = layer.bias() ? call.parameter("in_proj_bias") : null;
        Array q = project(x, call.parameter(packed ? "in_proj_weight" : "q_proj_weight"), 0, width, bias, 0);
        Array k = project(
                memory,
                call.parameter(packed ? "in_proj_weight" : "k_proj_weight"),
                packed ? width : 0,
                rows,
                bias,
                width);
        Array v = project(
                memory,
                call.parameter(packed ? "in_proj_weight" : "v_proj_weight"),
                packed ? width + rows : 0,
                rows,
                bias,
                width + rows);
        if (layer.rotary()) {
            q = rotate(q, size, layer.rotaryBase());
            k = rotate(k, size, layer.rotaryBase());
        }
        Array heads = Array.zeros(call.shape());
        for (int h = 0; h < layer.heads(); h++) {
            int of = h / (layer.heads() / layer.memoryHeads());
            Array head = scaledDotProduct(
                    new ScaledDotProductAttentionLayer(layer.causal(), ""),
                    call.reading(part(q, h, size), part(k, of, size), part(v, of, size)));
            for (int r = 0; r < head.rows(); r++) {
                System.arraycopy(head.row(r), 0, heads.values(), r * width + h * size, size);
            }
        }
        Array outBias = layer.bias() ? call.parameter("out_proj.bias") : null;
        return project(heads, call.parameter("out_proj.weight"), 0, width, outBias, 0);
    }

    /** Some rows of a weight, and their biases. */
    private static Array project(Array x, Array weight, int from, int rows, @Nullable Array bias, int biasFrom) {
        return Array.of(new int[] {x.size(0), x.size(1), rows}, at -> {
            double sum = bias == null ? 0 : bias.get(biasFrom + at[2]);
            return sum + dot(x.row(at[0] * x.size(1) + at[1]), weight.row(from + at[2]));
        });
    }

    /** The pair {@code (a, b)} as the complex number {@code (a + ib) e^{iθ}}. */
    private static Array rotate(Array x, int size, double base) {
        return Array.of(x.shape(), at -> {
            int j = at[2] % size;
            double angle = at[1] / Math.pow(base, 2.0 * (j / 2) / size);
            double other = x.get(at[0], at[1], j % 2 == 0 ? at[2] + 1 : at[2] - 1);
            return x.get(at) * Math.cos(angle) + (j % 2 == 0 ? -other : other) * Math.sin(angle);
        });
    }

    private static Array part(Array x, int head, int size) {
        return Array.of(new int[] {x.size(0), x.size(1), size}, at -> x.get(at[0], at[1], head * size + at[2]));
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static Array rotary(RotaryLayer layer, Call call) {
        Array x = call.input(0);
        int size = x.size(2) / layer.heads();
        return Array.of(x.shape(), at -> {
            int j = at[2] % size;
            boolean first = layer.interleaved() ? j % 2 == 0 : j < size / 2;
            int pair = layer.interleaved() ? j / 2 : j % (size / 2);
            int step = layer.interleaved() ? 1 : size / 2;
            double angle = at[1] / Math.pow(layer.base(), 2.0 * pair / size);
            double own = x.get(at);
            double other = x.get(at[0], at[1], at[2] + (first ? step : -step));
            return own * Math.cos(angle) + (first ? -1 : 1) * other * Math.sin(angle);
        });
    }
}
