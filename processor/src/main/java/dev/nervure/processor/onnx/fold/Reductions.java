package dev.nervure.processor.onnx.fold;

import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Size;
import dev.nervure.processor.onnx.translate.Sizes;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operators that make one number of many. */
final class Reductions {
    private Reductions() {}

    static Map<String, Operator> operators() {
        return Map.ofEntries(
                Map.entry("ReduceSum", call -> reduce(call, 0, Double::sum, a -> a)),
                Map.entry("ReduceL1", call -> reduce(call, 0, (a, b) -> a + Math.abs(b), a -> a)),
                Map.entry("ReduceL2", call -> reduce(call, 0, (a, b) -> a + b * b, Math::sqrt)),
                Map.entry("ReduceSumSquare", call -> reduce(call, 0, (a, b) -> a + b * b, a -> a)),
                Map.entry("ReduceLogSum", call -> reduce(call, 0, Double::sum, Math::log)),
                Map.entry("ReduceLogSumExp", call -> reduce(call, 0, (a, b) -> a + Math.exp(b), Math::log)),
                Map.entry("ReduceMean", Reductions::mean),
                Map.entry("ReduceProd", call -> reduce(call, 1, (a, b) -> a * b, a -> a)),
                Map.entry("ReduceMin", call -> reduce(call, Double.POSITIVE_INFINITY, Math::min, a -> a)),
                Map.entry("ReduceMax", call -> reduce(call, Double.NEGATIVE_INFINITY, Math::max, a -> a)));
    }

    private static List<Value> mean(Call call) {
        int many = call.known(0, "the numbers").size();
        Literal sum = ((Known) reduce(call, 0, Double::sum, a -> a).get(0)).literal();
        double each = (double) many / sum.size();
        return reduce(call, 0, Double::sum, a -> a / each);
    }

    private static List<Value> reduce(Call call, double start, DoubleBinaryOperator step, DoubleUnaryOperator last) {
        List<Integer> asked = call.integersOrInput("axes", 1, "the axes");
        List<Integer> given = asked == null ? List.of() : asked;
        if (call.in(0) instanceof Sizes sizes) {
            if (!call.node().operator().equals("ReduceProd")) {
                throw new Unsupported("it computes with sizes that hang on the batch");
            }
            Size product = sizes.sizes().stream().reduce(Size.of(1), Size::times);
            return List.of(Sizes.of(List.of(product), call.integer("keepdims", 1) == 0));
        }
        Literal x = call.known(0, "the numbers");
        boolean none = given.isEmpty();
        boolean all = none && !call.flag("noop_with_empty_axes"); // else nothing is added up, but each value is changed
        List<Integer> kept = new ArrayList<>(x.dims());
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            int axis = i;
            boolean gone = all || given.stream().anyMatch(a -> Call.axis(a, x.rank()) == axis);
            if (gone) {
                kept.set(i, 1);
            }
            if (!gone || call.integer("keepdims", 1) != 0) {
                dims.add(kept.get(i));
            }
        }
        double[] result = new double[Literal.computed(kept)];
        Arrays.fill(result, start);
        int[] places = Grid.broadcast(kept, x.dims());
        for (int i = 0; i < places.length; i++) {
            double value = x.type().floats() ? x.number(i) : x.integer(i);
            result[places[i]] = step.applyAsDouble(result[places[i]], value);
        }
        if (x.type().floats()) {
            float[] floats = new float[result.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) last.applyAsDouble(result[i]);
            }
            return List.of(new Known(Literal.of(x.type(), dims, floats)));
        }
        boolean logical = x.type() == DataType.BOOL;
        long[] integers = Arrays.stream(result)
                .map(last)
                .mapToLong(r -> logical ? Math.max(0, Math.min((long) r, 1)) : (long) r)
                .toArray();
        return List.of(new Known(Literal.of(x.type(), dims, integers)));
    }
}
