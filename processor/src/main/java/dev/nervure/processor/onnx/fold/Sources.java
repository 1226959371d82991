package dev.nervure.processor.onnx.fold;

import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Size;
import dev.nervure.processor.onnx.translate.Sizes;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What stands in the graph, and shapes. */
final class Sources {
    private Sources() {}

    static Map<String, Operator> operators() {
        return Map.of(
                "Constant", Sources::constant,
                "Shape", Sources::shape,
                "Size", Sources::size,
                "ConstantOfShape", Sources::constantOfShape,
                "EyeLike", Sources::eyeLike,
                "Range", Sources::range);
    }

    private static List<Value> constant(Call call) {
        Attribute tensor = call.attribute("value");
        if (tensor != null && tensor.tensor() != null) {
            return List.of(new Known(tensor.tensor()));
        }
        if (call.has("value_float")) {
            return List.of(Call.number(call.number("value_float", 0)));
        }
        if (call.has("value_int")) {
            return List.of(new Known(Literal.of(DataType.INT64, List.of(), new long[] {call.integer("value_int", 0)})));
        }
        Attribute floats = call.attribute("value_floats");
        if (floats != null) {
            float[] values = new float[floats.numbers().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = floats.numbers().get(i);
            }
            return List.of(new Known(Literal.of(DataType.FLOAT, List.of(values.length), values)));
        }
        Attribute integers = call.attribute("value_ints");
        if (integers != null) {
            return List.of(new Known(
                    Literal.of(integers.integers().stream().mapToLong(i -> i).toArray())));
        }
        throw new Unsupported("its value is text or sparse");
    }

    private static List<Value> shape(Call call) {
        List<Size> dims = call.in(0).dims();
        int rank = dims.size();
        int start = clamp(call.integer("start", 0), rank);
        int end = clamp(call.integer("end", rank), rank);
        return List.of(Sizes.of(dims.subList(Math.min(start, end), end), false));
    }

    private static int clamp(long axis, int rank) {
        return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
    }

    private static List<Value> size(Call call) {
        Size size = call.in(0).dims().stream().reduce(Size.of(1), Size::times);
        return List.of(Sizes.of(List.of(size), true));
    }

    private static List<Value> constantOfShape(Call call) {
        Attribute attribute = call.attribute("value");
        Literal value = attribute == null || attribute.tensor() == null
                ? Literal.of(DataType.FLOAT, List.of(1), new float[1])
                : attribute.tensor();
        List<Integer> dims = everySample(call.sizes(0, "the shape"));
        return List.of(new Known(value.picked(dims, new int[Literal.computed(dims)])));
    }

    /** Sizes of what is the same for every sample: the axis of the batch is 1 there, and broadcasts. */
    static List<Integer> everySample(List<Size> sizes) {
        return sizes.stream()
                .map(size -> size.equals(Size.BATCH) ? 1 : Math.toIntExact(size.value()))
                .toList();
    }

    private static List<Value> eyeLike(Call call) {
        List<Integer> dims = everySample(call.in(0).dims());
        int rows = dims.get(0);
        int columns = dims.get(1);
        long shift = call.integer("k", 0);
        long[] eye = new long[rows * columns];
        for (int i = 0; i < eye.length; i++) {
            eye[i] = i % columns - i / columns == shift ? 1 : 0;
        }
        DataType type = call.has("dtype")
                ? DataType.of(call.integer("dtype", 1))
                : call.in(0).type();
        return List.of(new Known(Arithmetic.cast(Literal.of(DataType.INT64, dims, eye), type)));
    }

    private static List<Value> range(Call call) {
        Literal start = call.known(0, "the start of the range");
        Literal limit = call.known(1, "the end of the range");
        Literal delta = call.known(2, "the step of the range");
        if (delta.number(0) == 0) {
            throw new Unsupported("a range with steps of 0 has no end");
        }
        double count = Math.ceil(((double) limit.number(0) - start.number(0)) / delta.number(0));
        int size = (int) Math.max(0, Math.min(count, Integer.MAX_VALUE));
        Literal.computed(List.of(size));
        if (start.type().floats()) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = start.number(0) + i * delta.number(0);
            }
            return List.of(new Known(Literal.of(start.type(), List.of(size), values)));
        }
        long[] values = new long[size];
        Arrays.setAll(values, i -> start.integer(0) + i * delta.integer(0));
        return List.of(new Known(Literal.of(start.type(), List.of(size), values)));
    }
}
