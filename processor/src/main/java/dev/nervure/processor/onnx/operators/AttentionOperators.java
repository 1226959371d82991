package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Aligned;
import dev.nervure.processor.onnx.translate.Axes;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Reshapes;
import dev.nervure.processor.onnx.translate.Size;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Attention, and rotation by places. */
final class AttentionOperators {
    /** What masked scores become: far below all others, and still a number. */
    private static final float MASKED = -1e30f;

    private AttentionOperators() {}

    static Map<String, Operator> operators() {
        return Map.of(
                "Attention", AttentionOperators::attention,
                "RotaryEmbedding", AttentionOperators::rotary);
    }

    /** {@code [n, heads, places, features]}, from that or from {@code [n, places, heads · features]}. */
    private static Flow heads(Call call, Flow x, String attribute) {
        if (x.rank() == 4) {
            return x;
        }
        List<Size> dims = x.dims();
        long heads = call.integer(attribute, 0);
        Size width = dims.get(2).dividedBy(Size.of(heads));
        if (heads == 0 || width == null) {
            throw new Unsupported(attribute + " = " + heads + " does not divide " + dims.get(2) + " features");
        }
        Flow apart = Reshapes.reshape(x, List.of(dims.get(0), dims.get(1), Size.of(heads), width));
        return Reshapes.transpose(apart, List.of(0, 2, 1, 3));
    }

    private static Flow together(Flow x) {
        Flow y = Reshapes.transpose(x, List.of(0, 2, 1, 3));
        List<Size> dims = y.dims();
        return Reshapes.reshape(y, List.of(dims.get(0), dims.get(1), dims.get(2).times(dims.get(3))));
    }

    private static List<Value> attention(Call call) {
        boolean flat = call.in(0).rank() == 3;
        Flow q = heads(call, call.flow(0), "q_num_heads");
        Flow k = heads(call, call.flow(1), "kv_num_heads");
        Flow v = heads(call, call.flow(2), "kv_num_heads");
        int past = 0;
        if (call.has(4)) {
            past = size(call.flow(4), 2);
            k = (Flow) call.apply("Concat", Map.of("axis", Attribute.of(2)), call.in(4), k);
            v = (Flow) call.apply("Concat", Map.of("axis", Attribute.of(2)), call.in(5), v);
        }
        Flow presentKey = k;
        Flow presentValue = v;
        int groups = size(q, 1) / size(k, 1);
        k = repeated(k, groups);
        v = repeated(v, groups);
        int width = size(q, 3);
        float scale = call.has("scale") ? call.number("scale", 1) : (float) (1 / Math.sqrt(width));
        if (isPlain(call, q, k)) {
            Flow y = plain(call, q, k, v, scale).as(call.in(0).type());
            return List.of(flat ? together(y) : y, presentKey, presentValue);
        }
        Flow keys = Reshapes.transpose(k, List.of(0, 1, 3, 2));
        // Both are scaled by the root, as the definition says: products of halves overflow later.
        float root = (float) Math.sqrt(scale);
        Flow scores = Products.product(
                call, q.with(q.tensor().times(root)), keys.with(keys.tensor().times(root)));
        Flow raw = scores;
        float cap = call.number("softcap", 0);
        Flow capped = cap == 0
                ? scores
                : scores.with(scores.tensor().times(1 / cap).tanh().times(cap));
        List<Value> allowed = allowed(call, q, k, past);
        Flow masked = masked(call, capped, allowed);
        Flow shares = masked.with(masked.tensor().softmax());
        for (Value mask : allowed) {
            if (mask.type() == DataType.BOOL) {
                // A place that sees nothing gets nothing.
                Aligned both = Aligned.of(call, List.of(shares, mask));
                shares = both.result(both.tensors().get(1).where(both.tensors().get(0), Tensor.constant(0)))
                        .as(shares.type());
            }
        }
        Flow y = Products.product(call, shares, v).as(call.in(0).type());
        List<Value> results = new ArrayList<>(List.of(flat ? together(y) : y, presentKey, presentValue));
        if (call.wants(3)) {
            results.add(
                    switch ((int) call.integer("qk_matmul_output_mode", 0)) {
                        case 0 -> raw;
                        case 1 -> capped;
                        case 2 -> masked;
                        default -> shares;
                    });
        }
        return results;
    }

    /** Whether a layer of ours says it all: no mask but that of causality, no past, nobody who looks at the scores. */
    private static boolean isPlain(Call call, Flow q, Flow k) {
        boolean causal = call.flag("is_causal");
        boolean windows = call.integer("left_window_size", -1) >= 0 || call.integer("right_window_size", -1) >= 0;
        return !call.has(3)
                && !call.has(4)
                && !call.has(6)
                && !call.wants(3)
                && !windows
                && call.number("softcap", 0) == 0
                && q.axes().equals(k.axes())
                && (!causal || size(q, 2) == size(k, 2));
    }

    private static Flow plain(Call call, Flow q, Flow k, Flow v, float scale) {
        double usual = 1 / Math.sqrt(size(q, 3));
        boolean asUsual = Math.abs(scale - usual) <= 1e-6 * usual;
        Tensor query = asUsual ? q.tensor() : q.tensor().times((float) (scale / usual));
        boolean causal = call.flag("is_causal");
        return q.with(query.scaledDotProductAttention(k.tensor(), v.tensor(), o -> o.causal(causal)));
    }

    private static int size(Flow x, int axis) {
        return Math.toIntExact(x.dims().get(axis).value());
    }

    /** Each head of keys and values as often as heads of queries share it. */
    private static Flow repeated(Flow x, int times) {
        if (times == 1) {
            return x;
        }
        List<Size> dims = x.dims();
        Flow one = Reshapes.unsqueeze(x, List.of(2));
        Flow all = one.with(Tensor.concat(one.sample(2), Collections.nCopies(times, one.tensor())));
        return Reshapes.reshape(all, List.of(dims.get(0), dims.get(1).times(Size.of(times)), dims.get(2), dims.get(3)));
    }

    /** The masks: booleans that say which places are seen, and floats that are added. */
    private static List<Value> allowed(Call call, Flow q, Flow k, int past) {
        List<Value> masks = new ArrayList<>();
        int rows = size(q, 2);
        int columns = size(k, 2);
        if (call.has(3)) {
            masks.add(wide(call, call.in(3), columns));
        }
        if (call.has(6)) {
            masks.add(within(call.flow(6), rows, columns, call.flag("is_causal")));
        } else if (call.flag("is_causal")) {
            long[] seen = new long[rows * columns];
            for (int i = 0; i < seen.length; i++) {
                seen[i] = i % columns <= i / columns + past ? 1 : 0;
            }
            masks.add(new Known(Literal.of(DataType.BOOL, List.of(rows, columns), seen)));
        }
        int left = (int) call.integer("left_window_size", -1);
        int right = (int) call.integer("right_window_size", -1);
        if (left >= 0 || right >= 0) {
            masks.add(near(call, rows, columns, past, left, right));
        }
        return masks;
    }

    /** The keys that are near enough to a query, whose own place counts those of the past; −1 is any distance. */
    private static Value near(Call call, int rows, int columns, int past, int left, int right) {
        int[] apart = new int[rows * columns]; // how far a key lies before its query
        for (int i = 0; i < apart.length; i++) {
            apart[i] = i / columns + past - i % columns;
        }
        if (!call.has(6)) {
            long[] seen = new long[apart.length];
            for (int i = 0; i < seen.length; i++) {
                seen[i] = (left < 0 || apart[i] <= left) && (right < 0 || -apart[i] <= right) ? 1 : 0;
            }
            return new Known(Literal.of(DataType.BOOL, List.of(rows, columns), seen));
        }
        Flow lengths = call.flow(6);
        boolean batched = lengths.axes().batched();
        Tensor own = Tensor.constant(apart, batched ? new int[] {1, rows, columns} : new int[] {1, 1, rows, columns});
        Tensor first = (batched ? lengths.tensor() : lengths.tensor().reshape(size(lengths, 0), 1, 1, 1))
                .minus(Tensor.constant(new int[] {rows}));
        Tensor all = own.plus(first);
        Tensor before = all.compare(Comparison.LESS_OR_EQUAL, Tensor.constant(new int[] {left}));
        Tensor after = all.compare(Comparison.GREATER_OR_EQUAL, Tensor.constant(new int[] {-right}));
        Tensor seen = left < 0 ? after : right < 0 ? before : before.and(after);
        return lengths.with(seen, batched ? Axes.FIRST : Axes.SAMPLE).as(DataType.BOOL);
    }

    /**
     * The keys that count, of which each sample has its own number. With causality the queries are the last of them, so each
     * sees one key less than the next.
     */
    private static Value within(Flow lengths, int rows, int columns, boolean causal) {
        int[] places = new int[rows * columns];
        for (int i = 0; i < places.length; i++) {
            places[i] = i % columns + (causal ? rows - 1 - i / columns : 0);
        }
        boolean batched = lengths.axes().batched();
        int n = batched ? 1 : size(lengths, 0);
        Tensor apart = batched ? lengths.tensor() : lengths.tensor().reshape(n, 1, 1, 1);
        Tensor all = batched ? Tensor.constant(places, 1, rows, columns) : Tensor.constant(places, 1, 1, rows, columns);
        Tensor seen = all.compare(Comparison.LESS, apart);
        return lengths.with(seen, batched ? Axes.FIRST : Axes.SAMPLE).as(DataType.BOOL);
    }

    /** A mask that ends early hides the places after it. */
    private static Value wide(Call call, Value mask, int columns) {
        int given = Math.toIntExact(mask.dims().get(mask.rank() - 1).value());
        if (given == columns || given == 1) {
            return mask;
        }
        Flow flow = mask.type() == DataType.BOOL ? Elementwise.cast(call.flow(mask), DataType.FLOAT) : call.flow(mask);
        float hidden = mask.type() == DataType.BOOL ? 0 : MASKED;
        Tensor padded = flow.tensor().pad(List.of(0, columns - given), o -> o.value(hidden));
        return mask.type() == DataType.BOOL
                ? flow.with(padded.compare(Comparison.GREATER, 0)).as(DataType.BOOL)
                : flow.with(padded);
    }

    private static Flow masked(Call call, Flow scores, List<Value> masks) {
        Flow result = scores;
        for (Value mask : masks) {
            Aligned both = Aligned.of(call, List.of(result, mask));
            Tensor x = both.tensors().get(0);
            Tensor m = both.tensors().get(1);
            Tensor y = mask.type() == DataType.BOOL ? m.where(x, Tensor.constant(MASKED)) : x.plus(m);
            result = both.result(y).as(scores.type());
        }
        return result;
    }

    private static List<Value> rotary(Call call) {
        Flow given = call.flow(0);
        boolean flat = given.rank() == 3;
        Flow x = heads(call, given, "num_heads");
        int width = size(x, 3);
        int rotated = (int) call.integer("rotary_embedding_dim", 0);
        int turned = rotated == 0 ? width : rotated;
        int half = turned / 2;
        Flow cos = table(call, 1);
        Flow sin = table(call, 2);
        int last = x.sample(3);
        int rank = x.tensor().shape().rank();
        Tensor part = turned == width ? x.tensor() : x.tensor().slice(last, 0, turned);
        boolean interleaved = call.flag("interleaved");
        Tensor a = interleaved ? Strided.take(part, last, 0, 2, half) : part.slice(last, 0, half);
        Tensor b = interleaved ? Strided.take(part, last, 1, 2, half) : part.slice(last, half, turned);
        Tensor real = times(call, x, a, cos).minus(times(call, x, b, sin));
        Tensor imaginary = times(call, x, a, sin).plus(times(call, x, b, cos));
        Tensor turnedPart =
                interleaved ? interleave(real, imaginary, rank, half) : Tensor.concat(last, List.of(real, imaginary));
        Tensor y = turned == width
                ? turnedPart
                : Tensor.concat(last, List.of(turnedPart, x.tensor().slice(last, turned, width)));
        Flow result = x.with(y);
        return List.of(flat ? together(result) : result);
    }

    private static Tensor times(Call call, Flow like, Tensor x, Flow table) {
        Aligned both = Aligned.of(call, List.of(like.with(x), table));
        return both.tensors().get(0).times(both.tensors().get(1));
    }

    /** Cosines or sines {@code [n, 1, places, features]}, of the places that are given or of all. */
    private static Flow table(Call call, int input) {
        Flow table = call.has(3)
                ? (Flow) call.apply("Gather", Map.of("axis", Attribute.of(0)), call.in(input), call.in(3))
                : call.flow(input);
        return Reshapes.unsqueeze(table, List.of(1));
    }

    private static Tensor interleave(Tensor a, Tensor b, int rank, int half) {
        int[] dims = a.shape().sample().stream().mapToInt(dim -> dim.max()).toArray();
        int[] apart = java.util.Arrays.copyOf(dims, rank + 1);
        apart[rank] = 1;
        int[] whole = dims.clone();
        whole[rank - 1] = 2 * half;
        return Tensor.concat(rank, List.of(a.reshape(apart), b.reshape(apart))).reshape(whole);
    }
}
