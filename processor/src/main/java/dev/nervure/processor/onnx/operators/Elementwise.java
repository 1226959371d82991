package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.CastLayer;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Aligned;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Functions of one number. */
final class Elementwise {
    /** The constants of SELU, as far as a float tells them apart. */
    private static final float SELU_ALPHA = 1.6732632f;

    private static final float SELU_GAMMA = 1.050701f;

    private Elementwise() {}

    static Map<String, Operator> operators() {
        Map<String, Operator> all = new HashMap<>();
        all.put("Abs", of(Tensor::abs));
        all.put("Ceil", of(Composed::ceil));
        all.put("Cos", of(Tensor::cos));
        all.put("Erf", call -> one(call, x -> call.mark(Composed.erf(x), Call.Mark.ERF, x)));
        all.put("Exp", of(Tensor::exp));
        all.put("Floor", of(Composed::floor));
        all.put("HardSwish", of(Tensor::hardSwish));
        all.put("Log", of(Tensor::log));
        all.put("Mish", of(Tensor::mish));
        all.put("Not", of(Tensor::not));
        all.put("Reciprocal", of(x -> Tensor.constant(1).div(x)));
        all.put("Relu", call -> one(call, x -> call.in(0).type().floats() ? x.relu() : Composed.positive(x)));
        all.put("Round", of(Composed::round));
        all.put("Sigmoid", of(Tensor::sigmoid));
        all.put("Sign", call -> one(call, x -> call.in(0).type().floats() ? Composed.sign(x) : Composed.signs(x)));
        all.put("Sin", of(Tensor::sin));
        all.put("Softplus", of(Tensor::softplus));
        all.put("Softsign", of(x -> x.div(x.abs().plus(1))));
        all.put("Sqrt", of(Tensor::sqrt));
        all.put("Tanh", of(Tensor::tanh));
        all.put(
                "Neg",
                call -> one(
                        call,
                        x -> call.in(0).type().floats()
                                ? x.unaryMinus()
                                : Tensor.constant(new int[] {0}).minus(x)));
        all.put("Celu", call -> one(call, x -> celu(x, call.number("alpha", 1))));
        all.put("Elu", call -> one(call, x -> x.elu(call.number("alpha", 1))));
        all.put(
                "Gelu",
                call -> one(call, x -> x.gelu(call.text("approximate", "none").equals("tanh"))));
        all.put(
                "HardSigmoid",
                call -> one(call, x -> x.scale(call.number("alpha", 0.2f), call.number("beta", 0.5f))
                        .clamp(0, 1)));
        all.put("LeakyRelu", call -> one(call, x -> x.leakyRelu(call.number("alpha", 0.01f))));
        all.put("Selu", call -> one(call, x -> selu(x, call)));
        all.put("Swish", call -> one(call, x -> swish(x, call.number("alpha", 1))));
        all.put(
                "ThresholdedRelu",
                call -> one(call, x -> x.compare(Comparison.GREATER, call.number("alpha", 1))
                        .where(x, Tensor.constant(0))));
        all.put("IsNaN", call -> bools(call, x -> x.compare(Comparison.NOT_EQUAL, x)));
        all.put("Cast", call -> List.of(cast(call.flow(0), DataType.of(call.integer("to", 1)))));
        all.put("CastLike", call -> List.of(cast(call.flow(0), call.in(1).type())));
        all.put("Clip", Elementwise::clip);
        all.put("PRelu", Elementwise::prelu);
        return all;
    }

    private static Operator of(UnaryOperator<Tensor> function) {
        return call -> one(call, function);
    }

    private static List<Value> one(Call call, UnaryOperator<Tensor> function) {
        Flow x = call.flow(0);
        return List.of(x.with(function.apply(x.tensor())));
    }

    private static List<Value> bools(Call call, UnaryOperator<Tensor> function) {
        Flow x = call.flow(0);
        return List.of(x.with(function.apply(x.tensor())).as(DataType.BOOL));
    }

    private static Tensor celu(Tensor x, float alpha) {
        return alpha == 1 ? x.elu() : x.times(1 / alpha).elu().times(alpha);
    }

    private static Tensor selu(Tensor x, Call call) {
        float alpha = call.number("alpha", SELU_ALPHA);
        float gamma = call.number("gamma", SELU_GAMMA);
        boolean usual = Math.abs(alpha - SELU_ALPHA) < 1e-6 && Math.abs(gamma - SELU_GAMMA) < 1e-6;
        return usual ? x.selu() : x.elu(alpha).times(gamma);
    }

    static Tensor swish(Tensor x, float alpha) {
        return alpha == 1 ? x.silu() : x.times(x.times(alpha).sigmoid());
    }

    static Flow cast(Flow x, DataType type) {
        ElementType to = type.element();
        boolean same = x.tensor().type().element() == to;
        return same
                ? x.as(type)
                : x.with(Tensor.of(new CastLayer(to, ""), x.tensor())).as(type);
    }

    private static List<Value> clip(Call call) {
        Flow x = call.flow(0);
        Float min = bound(call, 1, "min");
        Float max = bound(call, 2, "max");
        boolean floats = x.type().floats();
        if (floats && min != null && max != null && min <= max && Float.isFinite(min) && Float.isFinite(max)) {
            return List.of(x.with(x.tensor().clamp(min, max)));
        }
        Flow result = x;
        if (call.has(1) || call.has("min")) {
            result = against(call, result, call.has(1) ? call.in(1) : Call.number(call.number("min", 0)), true);
        }
        if (call.has(2) || call.has("max")) {
            result = against(call, result, call.has(2) ? call.in(2) : Call.number(call.number("max", 0)), false);
        }
        return List.of(result);
    }

    private static Flow against(Call call, Flow x, Value bound, boolean least) {
        Aligned both = Aligned.of(call, List.of(x, bound));
        Tensor a = both.tensors().get(0);
        Tensor b = both.tensors().get(1);
        return both.result(least ? a.maximum(b) : a.minimum(b)).as(x.type());
    }

    private static @org.jspecify.annotations.Nullable Float bound(Call call, int input, String attribute) {
        if (call.has(input)) {
            return call.in(input) instanceof Known known
                    ? (Float) known.literal().number(0)
                    : null;
        }
        return call.has(attribute) ? (Float) call.number(attribute, 0) : null;
    }

    private static List<Value> prelu(Call call) {
        Flow x = call.flow(0);
        if (call.in(1) instanceof Known known && known.literal().size() == 1) {
            Literal slope = known.literal().reshaped(List.of(1));
            Tensor tensor = call.layer(
                    dev.nervure.dsl.layer.PreluLayer.class,
                    Map.of(),
                    call.path(slope),
                    Map.of("weight", slope),
                    x.tensor());
            return List.of(x.with(tensor));
        }
        Aligned both = Aligned.of(call, List.of(x, slope(call)));
        Tensor a = both.tensors().get(0);
        Tensor slope = both.tensors().get(1);
        return List.of(both.result(a.relu().minus(slope.times(a.unaryMinus().relu()))));
    }

    /** Old exporters give one slope a channel without the axes that follow. */
    private static Value slope(Call call) {
        Value slope = call.in(1);
        int rank = call.in(0).rank();
        if (slope instanceof Known known && slope.rank() == 1 && rank > 1 && call.opset() < 9) {
            List<Integer> dims = new java.util.ArrayList<>(java.util.Collections.nCopies(rank - 1, 1));
            dims.set(0, known.literal().size());
            return new Known(known.literal().reshaped(dims));
        }
        return slope;
    }
}
