package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.fold.Folding;
import dev.nervure.processor.onnx.translate.Aligned;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of 8 bits with a scale. They are computed as floats: weights become {@code (q − zero) · scale} while the graph is
 * read, and products of integers are exact up to 2²⁴.
 */
final class Quantized {
    private Quantized() {}

    static Map<String, Operator> operators() {
        return Map.of(
                "QuantizeLinear", Quantized::quantize,
                "DequantizeLinear", Quantized::dequantize,
                "DynamicQuantizeLinear", Quantized::dynamicQuantize,
                "MatMulInteger", Quantized::matmulInteger,
                "ConvInteger", Quantized::convInteger,
                "QLinearMatMul", Quantized::qLinearMatmul,
                "QLinearConv", Quantized::qLinearConv);
    }

    private static List<Value> quantize(Call call) {
        Value zero = call.has(2) ? call.in(2) : null;
        DataType type = zero != null
                ? zero.type()
                : call.has("output_dtype") ? DataType.of(call.integer("output_dtype", 2)) : DataType.UINT8;
        return List.of(quantized(call, call.in(0), call.in(1), zero, type));
    }

    /** {@code round(x / scale) + zero}, within the numbers of the type. */
    private static Flow quantized(Call call, Value x, Value scale, @Nullable Value zero, DataType type) {
        int rank = x.rank();
        List<Value> reads = new ArrayList<>(List.of(x, spread(call, scale, x, rank)));
        if (zero != null) {
            reads.add(spread(call, floats(call, zero), x, rank));
        }
        Aligned all = Aligned.of(call, reads);
        Tensor rounded = Composed.round(all.tensors().get(0).div(all.tensors().get(1)));
        Tensor moved = zero == null ? rounded : rounded.plus(all.tensors().get(2));
        float[] range = range(type);
        Flow clamped = all.result(moved.clamp(range[0], range[1])).as(DataType.FLOAT);
        return Elementwise.cast(clamped, DataType.INT32).as(type);
    }

    private static float[] range(DataType type) {
        return switch (type) {
            case UINT8 -> new float[] {0, 255};
            case INT8 -> new float[] {-128, 127};
            case UINT16 -> new float[] {0, 65_535};
            case INT16 -> new float[] {-32_768, 32_767};
            default -> throw new Unsupported("numbers of type " + type + " with a scale are not computed");
        };
    }

    private static List<Value> dequantize(Call call) {
        Value zero = call.has(2) ? call.in(2) : null;
        return List.of(dequantized(call, call.in(0), call.in(1), zero));
    }

    /** {@code (q − zero) · scale}; at once, if all is known. */
    private static Value dequantized(Call call, Value q, Value scale, @Nullable Value zero) {
        Value wide = spread(call, scale, q, q.rank());
        Value from = zero == null ? null : spread(call, floats(call, zero), q, q.rank());
        Value x = floats(call, q);
        Value moved = from == null ? x : call.apply("Sub", Map.of(), x, from);
        Value result = call.apply("Mul", Map.of(), moved, wide);
        boolean weight = result instanceof Known known && known.rank() > 1;
        return weight && result instanceof Known known
                ? new Known(known.literal().asWeight(call.node().inputs().get(0)))
                : result;
    }

    private static Value floats(Call call, Value x) {
        return call.apply("Cast", Map.of("to", Attribute.of(1)), x);
    }

    /** A scale for each place of an axis, for each block of places, or for all, with as many axes as the value. */
    private static Value spread(Call call, Value scale, Value x, int rank) {
        if (scale.rank() == 0 || (scale.rank() == 1 && scale.dims().get(0).is(1))) {
            return scale.rank() == 0 ? scale : call.apply("Squeeze", Map.of(), scale);
        }
        int axis = Call.axis(call.integer("axis", 1), rank);
        if (scale.rank() == 1) {
            List<Long> dims = new ArrayList<>(Collections.nCopies(rank, 1L));
            dims.set(axis, -1L);
            return call.apply(
                    "Reshape",
                    Map.of(),
                    scale,
                    new Known(Literal.of(dims.stream().mapToLong(i -> i).toArray())));
        }
        int block = (int) call.integer("block_size", 0);
        if (block == 0 || !(scale instanceof Known known)) {
            if (scale.dims().equals(x.dims())) {
                return scale;
            }
            int open = call.in(1) instanceof Known ? 2 : 1;
            throw Unsupported.needs("the scale of blocks", call.node().inputs().get(open));
        }
        int size = Math.toIntExact(x.dims().get(axis).value());
        long[] places = new long[size];
        for (int i = 0; i < size; i++) {
            places[i] = i / block;
        }
        return call.apply("Gather", Map.of("axis", Attribute.of(axis)), known, new Known(Literal.of(places)));
    }

    private static List<Value> dynamicQuantize(Call call) {
        Flow x = call.flow(0);
        if (x.axes().batched()) {
            throw new Unsupported("one scale for all samples of the batch");
        }
        Tensor zero = Tensor.constant(0);
        Tensor most = x.tensor().max().maximum(zero);
        Tensor least = x.tensor().min().minimum(zero);
        Tensor range = most.minus(least).times(1f / 255);
        Tensor scale = range.compare(Comparison.EQUAL, 0).where(Tensor.constant(1), range);
        Flow scaleFlow = x.with(scale);
        Tensor zeroPoint = Composed.round(least.unaryMinus().div(scale).clamp(0, 255));
        Flow zeroFlow = x.with(zeroPoint);
        Flow y = quantized(call, x, scaleFlow, zeroFlow, DataType.UINT8);
        return List.of(y, scaleFlow, Elementwise.cast(zeroFlow, DataType.INT32).as(DataType.UINT8));
    }

    private static Value shifted(Call call, int input, int zero, int axisOfZero) {
        Value x = floats(call, call.in(input));
        if (!call.has(zero)) {
            return x;
        }
        Value z = floats(call, call.in(zero));
        if (z.rank() == 1 && !z.dims().get(0).is(1) && axisOfZero >= 0) {
            List<Long> dims = new ArrayList<>(Collections.nCopies(x.rank(), 1L));
            dims.set(axisOfZero, -1L);
            z = call.apply(
                    "Reshape",
                    Map.of(),
                    z,
                    new Known(Literal.of(dims.stream().mapToLong(i -> i).toArray())));
        }
        return call.apply("Sub", Map.of(), x, z);
    }

    private static List<Value> matmulInteger(Call call) {
        Value a = shifted(call, 0, 2, call.in(0).rank() - 2);
        Value b = shifted(call, 1, 3, call.in(1).rank() - 1);
        return List.of(whole(call, call.apply("MatMul", Map.of(), a, b), DataType.INT32));
    }

    private static List<Value> convInteger(Call call) {
        Value x = shifted(call, 0, 2, -1);
        Value w = shifted(call, 1, 3, 0);
        if (!Folding.foldsAll(List.of(w))) {
            throw Unsupported.needs("the weight", call.node().inputs().get(call.in(1) instanceof Known ? 3 : 1));
        }
        return List.of(whole(call, call.apply("Conv", call.node().attributes(), x, w), DataType.INT32));
    }

    private static Value whole(Call call, Value x, DataType type) {
        return Elementwise.cast(call.flow(x), DataType.INT32).as(type);
    }

    private static List<Value> qLinearMatmul(Call call) {
        Value a = dequantized(call, call.in(0), call.in(1), call.in(2));
        Value b = dequantized(call, call.in(3), call.in(4), call.in(5));
        Value y = call.apply("MatMul", Map.of(), a, b);
        return List.of(quantized(call, y, call.in(6), call.in(7), call.in(7).type()));
    }

    private static List<Value> qLinearConv(Call call) {
        Value x = dequantized(call, call.in(0), call.in(1), call.in(2));
        Literal w = call.known(3, "the weight");
        Literal scale = call.known(4, "the scale of the weight");
        Literal zero = call.known(5, "the zero of the weight");
        float[] weight = new float[w.size()];
        float[] bias = new float[w.dims().get(0)];
        Literal xScale = call.known(1, "the scale");
        int each = w.size() / w.dims().get(0);
        for (int i = 0; i < weight.length; i++) {
            int out = i / each;
            weight[i] = (w.integer(i) - zero.integer(zero.size() == 1 ? 0 : out))
                    * scale.number(scale.size() == 1 ? 0 : out);
        }
        for (int out = 0; call.has(8) && out < bias.length; out++) {
            bias[out] = call.known(8, "the bias").integer(out)
                    * xScale.number(0)
                    * scale.number(scale.size() == 1 ? 0 : out);
        }
        Known kernel = new Known(Literal.of(DataType.FLOAT, w.dims(), weight)
                .asWeight(call.node().inputs().get(3)));
        Known shift = new Known(Literal.of(DataType.FLOAT, List.of(bias.length), bias));
        Value y = call.has(8)
                ? call.apply("Conv", call.node().attributes(), x, kernel, shift)
                : call.apply("Conv", call.node().attributes(), x, kernel);
        return List.of(quantized(call, y, call.in(6), call.in(7), call.in(7).type()));
    }
}
