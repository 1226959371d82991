package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Aligned;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** Functions of two or more numbers, whose axes broadcast. */
final class Combining {
    private Combining() {}

    static Map<String, Operator> operators() {
        Map<String, Operator> all = new HashMap<>();
        all.put("Add", call -> arithmetic(call, Tensor::plus, 1, b -> x -> x.plus((float) b)));
        all.put("Sub", call -> arithmetic(call, Tensor::minus, -1, b -> x -> x.minus((float) b)));
        all.put("Mul", call -> arithmetic(call, Tensor::times, 1, b -> x -> x.times((float) b)));
        all.put("Div", call -> arithmetic(call, Tensor::div, 0, b -> x -> x.times((float) (1 / b))));
        all.put("Mod", Combining::mod);
        all.put("Pow", Combining::pow);
        all.put("Max", call -> several(call, Tensor::maximum));
        all.put("Min", call -> several(call, Tensor::minimum));
        all.put("Sum", call -> several(call, Tensor::plus));
        all.put("Mean", call -> {
            Flow sum = (Flow) several(call, Tensor::plus).get(0);
            return List.of(sum.with(sum.tensor().times(1f / call.all().size())));
        });
        all.put("Equal", call -> compare(call, Comparison.EQUAL));
        all.put("Less", call -> compare(call, Comparison.LESS));
        all.put("LessOrEqual", call -> compare(call, Comparison.LESS_OR_EQUAL));
        all.put("Greater", call -> compare(call, Comparison.GREATER));
        all.put("GreaterOrEqual", call -> compare(call, Comparison.GREATER_OR_EQUAL));
        all.put("And", call -> numbers(call, Tensor::and));
        all.put("Or", call -> numbers(call, Tensor::or));
        all.put("Xor", call -> compare(call, Comparison.NOT_EQUAL));
        all.put("Where", Combining::where);
        all.put(
                "SwiGLU",
                call -> numbers(call, (a, b) -> Elementwise.swish(a, call.number("alpha", 1))
                        .times(b)));
        return all;
    }

    /** The inputs; version 6 and older say where the second begins among the axes of the first. */
    private static List<Value> inputs(Call call) {
        List<Value> inputs = new ArrayList<>(call.all());
        if (call.flag("broadcast") && call.has("axis") && inputs.get(1) instanceof Known known) {
            int after = inputs.get(0).rank() - (int) call.integer("axis", 0) - known.rank();
            List<Integer> dims = new ArrayList<>(known.literal().dims());
            dims.addAll(Collections.nCopies(Math.max(0, after), 1));
            inputs.set(1, new Known(known.literal().reshaped(dims)));
        }
        return inputs;
    }

    private static List<Value> numbers(Call call, BinaryOperator<Tensor> layer) {
        Aligned both = Aligned.of(call, inputs(call));
        Tensor result = layer.apply(both.tensors().get(0), both.tensors().get(1));
        return List.of(both.result(result).as(call.in(0).type()));
    }

    /** With a number that is known the layer is a scale, which fuses and reads better. */
    private static List<Value> arithmetic(
            Call call, BinaryOperator<Tensor> layer, int swapped, DoubleFunction<BinaryScale> scale) {
        Float second = one(call.in(1), call.in(0));
        if (second != null && call.in(0) instanceof Flow x && finiteScale(call, second)) {
            return List.of(x.with(scale.apply(second).apply(x.tensor())));
        }
        Float first = one(call.in(0), call.in(1));
        if (first != null && swapped != 0 && call.in(1) instanceof Flow x) {
            Tensor tensor = swapped > 0
                    ? scale.apply(first).apply(x.tensor())
                    : x.tensor().scale(-1, first);
            return List.of(x.with(tensor));
        }
        return numbers(call, layer);
    }

    /** A layer that reads a tensor beside a number. */
    private interface BinaryScale {
        Tensor apply(Tensor x);
    }

    private static boolean finiteScale(Call call, float number) {
        return !call.node().operator().equals("Div") || Float.isFinite(1 / number);
    }

    /** The number, if a value is one float that does not give the other value more axes; else null. */
    private static @Nullable Float one(Value value, Value other) {
        if (!(value instanceof Known known) || value.rank() > other.rank()) {
            return null;
        }
        Literal literal = known.literal();
        boolean fixed = literal.size() == 1 && literal.type().floats() && literal.finite();
        return fixed && (literal.weight() == null || literal.rank() == 0) ? (Float) literal.number(0) : null;
    }

    private static List<Value> pow(Call call) {
        Float exponent = call.in(1) instanceof Known known
                        && known.literal().size() == 1
                        && known.rank() <= call.in(0).rank()
                ? (Float) known.literal().number(0)
                : null;
        Flow x = call.flow(0);
        if (exponent != null && x.type().floats()) {
            return List.of(x.with(exponent == 1 ? x.tensor() : x.tensor().pow(exponent)));
        }
        Aligned both = Aligned.of(call, inputs(call));
        Tensor a =
                Elementwise.cast(x.with(both.tensors().get(0)), DataType.FLOAT).tensor();
        Tensor b =
                Elementwise.cast(x.with(both.tensors().get(1)), DataType.FLOAT).tensor();
        Tensor power = Composed.pow(a, b);
        Tensor result = x.type().floats() ? power : Composed.nearlyWhole(power);
        return List.of(Elementwise.cast(
                both.result(result).as(DataType.FLOAT), call.in(0).type()));
    }

    /** The remainder: of integers with the sign of the divisor, or as Java's with {@code fmod}. */
    private static List<Value> mod(Call call) {
        Aligned both = Aligned.of(call, inputs(call));
        Tensor a = both.tensors().get(0);
        Tensor b = both.tensors().get(1);
        DataType type = call.in(0).type();
        if (type.floats()) {
            return List.of(both.result(Composed.remainder(a, b)).as(type));
        }
        Tensor rest = a.minus(a.div(b).times(b));
        if (call.flag("fmod")) {
            return List.of(both.result(rest).as(type));
        }
        Tensor zero = Tensor.constant(new int[] {0});
        Tensor otherSign = rest.compare(Comparison.LESS, zero)
                .compare(Comparison.NOT_EQUAL, b.compare(Comparison.LESS, zero))
                .and(rest.compare(Comparison.NOT_EQUAL, zero));
        return List.of(both.result(otherSign.where(rest.plus(b), rest)).as(type));
    }

    private static List<Value> several(Call call, BinaryOperator<Tensor> layer) {
        Aligned all = Aligned.of(call, call.all());
        Tensor result = all.tensors().get(0);
        for (Tensor tensor : all.tensors().subList(1, all.tensors().size())) {
            result = layer.apply(result, tensor);
        }
        return List.of(all.result(all.tensors().size() == 1 ? result.identity() : result)
                .as(call.in(0).type()));
    }

    private static List<Value> compare(Call call, Comparison comparison) {
        Aligned both = Aligned.of(call, inputs(call));
        Tensor result = both.tensors().get(0).compare(comparison, both.tensors().get(1));
        return List.of(both.result(result).as(DataType.BOOL));
    }

    private static List<Value> where(Call call) {
        if (call.in(0) instanceof Known known && known.literal().uniform()) {
            Value chosen = call.in(known.literal().integer(0) != 0 ? 1 : 2);
            if (hasAllPlaces(call, chosen)) {
                return List.of(chosen);
            }
        }
        Aligned all = Aligned.of(call, call.all());
        Tensor result =
                all.tensors().get(0).where(all.tensors().get(1), all.tensors().get(2));
        return List.of(all.result(result).as(call.in(1).type()));
    }

    /** Whether neither the condition nor the other value gives the result more places than {@code value} has. */
    private static boolean hasAllPlaces(Call call, Value value) {
        for (Value other : call.all()) {
            if (!other.dims().equals(value.dims())
                    && !(other instanceof Known known && known.literal().size() == 1)) {
                return false;
            }
        }
        return true;
    }
}
