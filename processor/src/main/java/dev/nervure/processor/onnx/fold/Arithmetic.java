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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/** Operators that compute element by element. */
final class Arithmetic {
    private Arithmetic() {}

    static Map<String, Operator> operators() {
        Map<String, Operator> all = new HashMap<>();
        all.put("Add", call -> binary(call, Double::sum, Math::addExact, false));
        all.put("Sub", call -> binary(call, (a, b) -> a - b, Math::subtractExact, false));
        all.put("Mul", call -> binary(call, (a, b) -> a * b, Math::multiplyExact, false));
        all.put("Div", call -> binary(call, (a, b) -> a / b, Arithmetic::quotient, false));
        all.put(
                "Mod",
                call -> binary(
                        call, (a, b) -> a % b, (a, b) -> call.flag("fmod") ? a % b : Math.floorMod(a, b), false));
        all.put("Pow", call -> binary(call, Math::pow, (a, b) -> (long) Math.pow((double) a, (double) b), false));
        all.put("Min", call -> several(call, Math::min, Math::min));
        all.put("Max", call -> several(call, Math::max, Math::max));
        all.put("Sum", call -> several(call, Double::sum, Math::addExact));
        all.put("Equal", call -> binary(call, (a, b) -> a == b ? 1 : 0, (a, b) -> bit(a == b), true));
        all.put("Less", call -> binary(call, (a, b) -> a < b ? 1 : 0, (a, b) -> bit(a < b), true));
        all.put("LessOrEqual", call -> binary(call, (a, b) -> a <= b ? 1 : 0, (a, b) -> bit(a <= b), true));
        all.put("Greater", call -> binary(call, (a, b) -> a > b ? 1 : 0, (a, b) -> bit(a > b), true));
        all.put("GreaterOrEqual", call -> binary(call, (a, b) -> a >= b ? 1 : 0, (a, b) -> bit(a >= b), true));
        all.put("And", call -> binary(call, (a, b) -> a * b, (a, b) -> a & b, true));
        all.put("Or", call -> binary(call, Math::max, (a, b) -> a | b, true));
        all.put("Xor", call -> binary(call, (a, b) -> a != b ? 1 : 0, (a, b) -> a ^ b, true));
        all.put("Not", call -> unary(call, a -> 1 - a));
        all.put("Neg", call -> unary(call, a -> -a));
        all.put("Abs", call -> unary(call, Math::abs));
        all.put("Sqrt", call -> unary(call, Math::sqrt));
        all.put("Exp", call -> unary(call, Math::exp));
        all.put("Log", call -> unary(call, Math::log));
        all.put("Sin", call -> unary(call, Math::sin));
        all.put("Cos", call -> unary(call, Math::cos));
        all.put("Tanh", call -> unary(call, Math::tanh));
        all.put("Floor", call -> unary(call, Math::floor));
        all.put("Ceil", call -> unary(call, Math::ceil));
        all.put("Round", call -> unary(call, Math::rint));
        all.put("Sign", call -> unary(call, Math::signum));
        all.put("Reciprocal", call -> unary(call, a -> 1 / a));
        all.put("Sigmoid", call -> unary(call, a -> 1 / (1 + Math.exp(-a))));
        all.put("Relu", call -> unary(call, a -> Math.max(a, 0)));
        all.put("Cast", call -> List.of(cast(call.in(0), DataType.of(call.integer("to", 1)))));
        all.put("CastLike", call -> List.of(cast(call.in(0), call.in(1).type())));
        all.put("Where", Arithmetic::where);
        all.put("Clip", Arithmetic::clip);
        return all;
    }

    private static long bit(boolean value) {
        return value ? 1 : 0;
    }

    private static long quotient(long a, long b) {
        if (b == 0) {
            throw new Unsupported("an integer is divided by 0");
        }
        return a / b;
    }

    private static List<Value> binary(
            Call call, DoubleBinaryOperator floats, LongBinaryOperator integers, boolean logical) {
        if (call.in(0) instanceof Sizes || call.in(1) instanceof Sizes) {
            return List.of(ofSizes(call));
        }
        return List.of(
                new Known(combine(call.known(0, "the first"), call.known(1, "the second"), floats, integers, logical)));
    }

    private static List<Value> several(Call call, DoubleBinaryOperator floats, LongBinaryOperator integers) {
        if (call.in(0) instanceof Sizes) {
            throw new Unsupported("it compares sizes that hang on the batch");
        }
        Literal result = call.known(0, "a number");
        for (int i = 1; i < call.size(); i++) {
            result = combine(result, call.known(i, "a number"), floats, integers, false);
        }
        return List.of(new Known(result));
    }

    private static Literal combine(
            Literal a, Literal b, DoubleBinaryOperator floats, LongBinaryOperator integers, boolean logical) {
        List<Integer> dims = Grid.broadcast(List.of(a.dims(), b.dims()));
        int[] from = Grid.broadcast(a.dims(), dims);
        int[] other = Grid.broadcast(b.dims(), dims);
        DataType type = logical ? DataType.BOOL : a.type();
        if (type.floats()) {
            float[] values = new float[from.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) floats.applyAsDouble(a.number(from[i]), b.number(other[i]));
            }
            return Literal.of(type, dims, values);
        }
        boolean fractions = a.type().floats() || b.type().floats();
        long[] values = new long[from.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = fractions
                    ? (long) floats.applyAsDouble(a.number(from[i]), b.number(other[i]))
                    : integers.applyAsLong(a.integer(from[i]), b.integer(other[i]));
        }
        return Literal.of(type, dims, values);
    }

    private static Value ofSizes(Call call) {
        List<Size> a = Cells.sizes(call.in(0));
        List<Size> b = Cells.sizes(call.in(1));
        boolean scalar = call.in(0).rank() == 0 && call.in(1).rank() == 0;
        int count = Math.max(a.size(), b.size());
        String operator = call.node().operator();
        List<Size> sizes = IntStream.range(0, count)
                .mapToObj(i -> combine(operator, a.get(a.size() == 1 ? 0 : i), b.get(b.size() == 1 ? 0 : i)))
                .toList();
        Value result = Sizes.of(sizes, scalar);
        return operator.equals("Equal") ? cast(result, DataType.BOOL) : result;
    }

    private static Size combine(String operator, Size a, Size b) {
        return switch (operator) {
            case "Add" -> a.plus(b);
            case "Sub" -> a.minus(b);
            case "Mul" -> a.times(b);
            case "Div" -> {
                Size quotient = a.dividedBy(b);
                if (quotient == null) {
                    throw new Unsupported("the size " + a + " is divided by " + b);
                }
                yield quotient;
            }
            case "Equal" -> {
                boolean different = (a.constant() && a.value() <= 0) || (b.constant() && b.value() <= 0);
                if (!a.equals(b) && !different) {
                    throw new Unsupported("it hangs on the batch whether " + a + " and " + b + " are equal");
                }
                yield Size.of(bit(a.equals(b)));
            }
            default -> throw new Unsupported("it computes with the sizes " + a + " and " + b);
        };
    }

    private static List<Value> unary(Call call, DoubleUnaryOperator function) {
        Literal x = call.known(0, "the number");
        if (x.type().floats()) {
            float[] values = x.numbers();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) function.applyAsDouble(values[i]);
            }
            return List.of(new Known(Literal.of(x.type(), x.dims(), values)));
        }
        long[] values = x.integers();
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) function.applyAsDouble((double) values[i]);
        }
        return List.of(new Known(Literal.of(x.type(), x.dims(), values)));
    }

    static Value cast(Value x, DataType type) {
        if (x instanceof Sizes) {
            if (type.floats() || type == DataType.BOOL) {
                throw new Unsupported("a size that hangs on the batch becomes " + type);
            }
            return x;
        }
        if (x instanceof Known known) {
            return new Known(cast(known.literal(), type));
        }
        throw new Unsupported("the number is computed");
    }

    static Literal cast(Literal x, DataType type) {
        if (type == x.type()) {
            return x;
        }
        if (type.floats()) {
            Literal cast = Literal.of(type, x.dims(), x.numbers());
            String weight = x.weight();
            return weight == null ? cast : cast.asWeight(weight);
        }
        long[] values = new long[x.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = type == DataType.BOOL ? bit(x.number(i) != 0) : x.integer(i);
        }
        return Literal.of(type, x.dims(), values);
    }

    private static List<Value> where(Call call) {
        Literal condition = call.known(0, "the condition");
        if (call.in(1) instanceof Sizes || call.in(2) instanceof Sizes) {
            List<Size> a = Cells.sizes(call.in(1));
            List<Size> b = Cells.sizes(call.in(2));
            List<Size> sizes = new ArrayList<>();
            for (int i = 0; i < Math.max(condition.size(), Math.max(a.size(), b.size())); i++) {
                boolean first = condition.integer(condition.size() == 1 ? 0 : i) != 0;
                sizes.add(first ? a.get(a.size() == 1 ? 0 : i) : b.get(b.size() == 1 ? 0 : i));
            }
            return List.of(Sizes.of(sizes, false));
        }
        Literal a = call.known(1, "the values");
        Literal b = call.known(2, "the values");
        List<Integer> dims = Grid.broadcast(List.of(condition.dims(), a.dims(), b.dims()));
        int[] c = Grid.broadcast(condition.dims(), dims);
        int[] from = Grid.broadcast(a.dims(), dims);
        int[] other = Grid.broadcast(b.dims(), dims);
        if (a.type().floats()) {
            float[] values = new float[c.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = condition.integer(c[i]) != 0 ? a.number(from[i]) : b.number(other[i]);
            }
            return List.of(new Known(Literal.of(a.type(), dims, values)));
        }
        long[] values = new long[c.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = condition.integer(c[i]) != 0 ? a.integer(from[i]) : b.integer(other[i]);
        }
        return List.of(new Known(Literal.of(a.type(), dims, values)));
    }

    private static List<Value> clip(Call call) {
        double min = call.has(1) ? call.known(1, "the least").number(0) : call.number("min", Float.NEGATIVE_INFINITY);
        double max =
                call.has(2) ? call.known(2, "the greatest").number(0) : call.number("max", Float.POSITIVE_INFINITY);
        return unary(call, a -> Math.min(Math.max(a, min), max));
    }
}
