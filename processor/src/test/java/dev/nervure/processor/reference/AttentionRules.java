package dev.nervure.processor.reference;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.layer.EmbeddingLayer;
import dev.nervure.dsl.layer.LearnedPositionsLayer;
import dev.nervure.dsl.layer.MultiHeadAttentionLayer;
import dev.nervure.dsl.layer.RotaryLayer;
import dev.nervure.dsl.layer.ScaledDotProductAttentionLayer;
import dev.nervure.dsl.layer.SinusoidalPositionsLayer;
import dev.nervure.dsl.network.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        return scaledDotProduct(layer, 0, call);
    }

    /** @param window how many places a causal query sees; 0 for all */
    private static Array scaledDotProduct(ScaledDotProductAttentionLayer layer, int window, Call call) {
        Array q = call.input(0);
        Array k = call.input(1);
        Array v = call.input(2);
        int[] shape = q.shape().clone();
        shape[shape.length - 1] = v.size(-1);
        Array y = Array.zeros(shape);
        int steps = q.size(-2);
        int places = k.size(-2);
        int blocks = q.rows() / steps / q.shape()[0]; // of a sample
        for (int block = 0; block < q.rows() / steps; block++) {
            for (int t = 0; t < steps; t++) {
                double[] query = q.row(block * steps + t);
                int seen = layer.causal() ? t + 1 : places;
                double[] scores = new double[seen];
                for (int j = 0; j < seen; j++) {
                    scores[j] = dot(query, k.row(block * places + j)) / Math.sqrt(query.length);
                    if (window > 0 && j <= t - window) {
                        scores[j] = Double.NEGATIVE_INFINITY;
                    }
                    if (layer.mask()) {
                        scores[j] = masked(scores[j], call, block / blocks, block % blocks, t, j);
                    }
                }
                boolean hidden = Arrays.stream(scores).allMatch(score -> score == Double.NEGATIVE_INFINITY);
                double[] logs = DenseRules.logSoftmax(scores);
                for (int j = 0; j < seen && !hidden; j++) {
                    double[] value = v.row(block * places + j);
                    for (int c = 0; c < value.length; c++) {
                        y.values()[(block * steps + t) * value.length + c] += Math.exp(logs[j]) * value[c];
                    }
                }
            }
        }
        return y;
    }

    /**
     * A score with what a mask says: hidden or not by booleans, plus floats. The mask is {@code [n, stack…, steps, places]}
     * with axes missing behind the batch, or of size 1.
     */
    private static double masked(double score, Call call, int sample, int head, int t, int place) {
        Array mask = call.input(call.inputs().size() - 1);
        int[] shape = mask.shape();
        int places = shape[shape.length - 1];
        int steps = shape.length < 3 ? 1 : shape[shape.length - 2];
        int stack = mask.values().length / shape[0] / steps / places;
        int row = (sample * stack + (stack == 1 ? 0 : head)) * steps + (steps == 1 ? 0 : t);
        double value = mask.values()[row * places + place];
        List<Node> reads = call.node().inputs();
        if (reads.get(reads.size() - 1).type().element() == ElementType.BOOL) {
            return value == 0 ? Double.NEGATIVE_INFINITY : score;
        }
        return score + value;
    }

    /** What a mask says of one head, {@code [n, steps, places]}. */
    private static Array ofHead(Call call, int h) {
        Array mask = call.input(call.inputs().size() - 1);
        int[] shape = mask.shape();
        if (shape.length < 4) {
            return mask;
        }
        int from = shape[1] == 1 ? 0 : h;
        return Array.of(
                new int[] {shape[0], shape[2], shape[3]}, at -> mask.get(new int[] {at[0], from, at[1], at[2]}));
    }

    private static Array multiHead(MultiHeadAttentionLayer layer, Call call) {
        Array x = call.input(0);
        Array memory = call.input(layer.memory(call.inputs().size()));
        int width = x.size(-1);
        int size = width / layer.heads();
        int rows = size * layer.memoryHeads();
        Projection projection = projection(layer, width, rows, call);
        Array q = project(x, projection.weight(0), projection.bias(0));
        Array k = project(memory, projection.weight(1), projection.bias(1));
        Array v = project(memory, projection.weight(2), projection.bias(2));
        if (layer.rotary()) {
            q = rotate(q, size, layer.rotaryBase());
            k = rotate(k, size, layer.rotaryBase());
        }
        Array heads = Array.zeros(call.shape());
        for (int h = 0; h < layer.heads(); h++) {
            int of = h / (layer.heads() / layer.memoryHeads());
            List<Array> reads = new ArrayList<>(List.of(part(q, h, size), part(k, of, size), part(v, of, size)));
            if (layer.mask()) {
                reads.add(ofHead(call, h));
            }
            Array head = scaledDotProduct(
                    new ScaledDotProductAttentionLayer(layer.causal(), layer.mask(), ""),
                    layer.window(),
                    call.reading(reads.toArray(Array[]::new)));
            for (int r = 0; r < head.rows(); r++) {
                System.arraycopy(head.row(r), 0, heads.values(), r * width + h * size, size);
            }
        }
        return project(heads, projection.weight(3), projection.bias(3));
    }

    /** Weights and biases of query, key, value and the last one, under whatever names they have. */
    private record Projection(List<Array> weights, List<Array> biases) {
        Array weight(int i) {
            return weights.get(i);
        }

        @Nullable
        Array bias(int i) {
            return biases.isEmpty() ? null : biases.get(i);
        }
    }

    private static Projection projection(MultiHeadAttentionLayer layer, int width, int rows, Call call) {
        boolean own = layer.parts().size() == 4;
        boolean stacked = !own && call.input(layer.memory(call.inputs().size())).size(-1) == width;
        List<String> parts = layer.parts();
        List<Array> weights = new ArrayList<>();
        if (own) {
            parts.forEach(part -> weights.add(call.parameter(part + ".weight")));
        } else if (stacked) {
            weights.addAll(
                    cut(call.parameter(parts.isEmpty() ? "in_proj_weight" : parts.get(0) + ".weight"), width, rows));
            weights.add(call.parameter(parts.isEmpty() ? "out_proj.weight" : parts.get(1) + ".weight"));
        } else {
            List.of("q_proj_weight", "k_proj_weight", "v_proj_weight", "out_proj.weight")
                    .forEach(name -> weights.add(call.parameter(name)));
        }
        List<Array> biases = new ArrayList<>();
        if (layer.bias() && own) {
            parts.forEach(part -> biases.add(call.parameter(part + ".bias")));
        } else if (layer.bias()) {
            biases.addAll(cut(call.parameter(parts.isEmpty() ? "in_proj_bias" : parts.get(0) + ".bias"), width, rows));
            biases.add(call.parameter(parts.isEmpty() ? "out_proj.bias" : parts.get(1) + ".bias"));
        }
        return new Projection(weights, biases);
    }

    /** The rows for queries, for keys and for values. */
    private static List<Array> cut(Array stacked, int width, int rows) {
        return List.of(rows(stacked, 0, width), rows(stacked, width, rows), rows(stacked, width + rows, rows));
    }

    private static Array rows(Array all, int from, int count) {
        int[] shape = all.shape().clone();
        shape[0] = count;
        return Array.of(shape, at -> {
            int[] there = at.clone();
            there[0] += from;
            return all.get(there);
        });
    }

    private static Array project(Array x, Array weight, @Nullable Array bias) {
        return Array.of(new int[] {x.size(0), x.size(1), weight.size(0)}, at -> {
            double sum = bias == null ? 0 : bias.get(at[2]);
            return sum + dot(x.row(at[0] * x.size(1) + at[1]), weight.row(at[2]));
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
