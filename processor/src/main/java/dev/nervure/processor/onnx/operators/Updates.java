package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Steps of optimisers as values of the graph: what the weights and the optimiser's state become. */
final class Updates {
    private Updates() {}

    static Map<String, Operator> operators() {
        String domain = "ai.onnx.preview.training.";
        return Map.of(
                domain + "Momentum", Updates::momentum,
                domain + "Adagrad", Updates::adagrad,
                domain + "Adam", Updates::adam);
    }

    /** The inputs from the third on: for each weight the weight, then its gradient, then the state. */
    private static List<List<Tensor>> groups(Call call, int kinds) {
        int count = (call.size() - 2) / kinds;
        List<List<Tensor>> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Tensor> group = new ArrayList<>();
            for (int kind = 0; kind < kinds; kind++) {
                group.add(call.flow(2 + kind * count + i).tensor());
            }
            groups.add(group);
        }
        return groups;
    }

    /** All new weights, then all new values of each part of the state. */
    private static List<Value> results(Call call, List<List<Tensor>> results) {
        List<Value> values = new ArrayList<>();
        for (int kind = 0; kind < results.get(0).size(); kind++) {
            for (int i = 0; i < results.size(); i++) {
                Flow weight = call.flow(2 + i);
                values.add(weight.with(results.get(i).get(kind)));
            }
        }
        return values;
    }

    /** The number of steps made so far, as a float. */
    private static Tensor count(Call call) {
        return Elementwise.cast(call.flow(1), dev.nervure.processor.onnx.DataType.FLOAT)
                .tensor();
    }

    private static List<Value> momentum(Call call) {
        float alpha = call.number("alpha", 0);
        float decay = call.number("norm_coefficient", 0);
        boolean nesterov = call.text("mode", "standard").equals("nesterov");
        Tensor rate = call.flow(0).tensor();
        float beta = call.number("beta", 0);
        Tensor first = count(call)
                .compare(dev.nervure.dsl.Comparison.GREATER, 0)
                .where(Tensor.constant(beta), Tensor.constant(1));
        List<List<Tensor>> results = new ArrayList<>();
        for (List<Tensor> group : groups(call, 3)) {
            Tensor x = group.get(0);
            Tensor g = group.get(1).plus(x.times(decay));
            Tensor v = group.get(2).times(alpha).plus(g.times(first));
            Tensor step = nesterov ? g.plus(v.times(alpha)) : v;
            results.add(List.of(x.minus(step.times(rate)), v));
        }
        return results(call, results);
    }

    private static List<Value> adagrad(Call call) {
        float decay = call.number("norm_coefficient", 0);
        float epsilon = call.number("epsilon", 1e-6f);
        Tensor rate = call.flow(0)
                .tensor()
                .div(count(call).times(call.number("decay_factor", 0)).plus(1));
        List<List<Tensor>> results = new ArrayList<>();
        for (List<Tensor> group : groups(call, 3)) {
            Tensor x = group.get(0);
            Tensor g = group.get(1).plus(x.times(decay));
            Tensor h = group.get(2).plus(g.times(g));
            results.add(List.of(x.minus(rate.times(g).div(h.sqrt().plus(epsilon))), h));
        }
        return results(call, results);
    }

    private static List<Value> adam(Call call) {
        float alpha = call.number("alpha", 0.9f);
        float beta = call.number("beta", 0.999f);
        float epsilon = call.number("epsilon", 1e-6f);
        float decay = call.number("norm_coefficient", 0);
        float decayAfter = call.number("norm_coefficient_post", 0);
        if (!(call.in(1) instanceof Known) && !(call.in(1) instanceof Flow)) {
            throw new Unsupported("the number of steps is a size");
        }
        Tensor count = count(call);
        Tensor corrected =
                power(beta, count).scale(-1, 1).sqrt().div(power(alpha, count).scale(-1, 1));
        Tensor later = call.flow(0).tensor().times(corrected);
        Tensor rate = count.compare(dev.nervure.dsl.Comparison.GREATER, 0)
                .where(later, call.flow(0).tensor());
        List<List<Tensor>> results = new ArrayList<>();
        for (List<Tensor> group : groups(call, 4)) {
            Tensor x = group.get(0);
            Tensor g = group.get(1).plus(x.times(decay));
            Tensor v = group.get(2).times(alpha).plus(g.times(1 - alpha));
            Tensor h = group.get(3).times(beta).plus(g.times(g).times(1 - beta));
            Tensor moved = x.minus(rate.times(v).div(h.sqrt().plus(epsilon)));
            results.add(List.of(moved.times(1 - decayAfter), v, h));
        }
        return results(call, results);
    }

    private static Tensor power(float base, Tensor exponent) {
        return exponent.times((float) Math.log(base)).exp();
    }
}
