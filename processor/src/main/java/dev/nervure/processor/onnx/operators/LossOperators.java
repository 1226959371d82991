package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.translate.Axes;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Losses as values of the graph: of the logarithms of probabilities and classes. */
final class LossOperators {
    private LossOperators() {}

    static Map<String, Operator> operators() {
        return Map.of(
                "SoftmaxCrossEntropyLoss",
                LossOperators::softmaxCrossEntropy,
                "NegativeLogLikelihoodLoss",
                call -> List.of(loss(call, call.flow(0))));
    }

    private static List<Value> softmaxCrossEntropy(Call call) {
        Flow logs = Reducing.alongAxis(call.flow(0), 1, Tensor::logSoftmax);
        List<Value> results = new ArrayList<>(List.of(loss(call, logs)));
        if (call.wants(1)) {
            results.add(logs);
        }
        return results;
    }

    /** The loss of {@code logs [n, classes, places…]}; classes that are to be ignored have the weight 0. */
    private static Flow loss(Call call, Flow logs) {
        Flow labels = call.flow(1);
        if (logs.axes().batched() && !logs.axes().equals(Axes.FIRST)) {
            throw new Unsupported("the batch is not the first axis");
        }
        int at = logs.axes().batched() ? 0 : 1; // the classes, within a sample
        Tensor x = logs.tensor();
        int rank = x.shape().rank();
        int classes = x.shape().axis(at).max();
        Tensor last = x;
        if (at != rank - 1) {
            int[] order = IntStream.range(0, rank)
                    .map(i -> i < at ? i : i < rank - 1 ? i + 1 : at)
                    .toArray();
            last = x.transpose(order);
        }
        Tensor label = labels.tensor();
        Attribute ignore = call.attribute("ignore_index");
        Tensor ignored = ignore == null
                ? null
                : label.compare(Comparison.EQUAL, Tensor.constant(new int[] {(int) ignore.integer()}));
        Tensor zero = Tensor.constant(new int[] {0});
        Tensor hot = (ignored == null ? label : ignored.where(zero, label)).oneHot(classes);
        Tensor picked = hot.times(last).sum(-1).unaryMinus();
        Tensor weight = call.has(2)
                ? hot.times(call.flow(2).tensor()).sum(-1)
                : ignored == null ? null : ignored.where(Tensor.constant(0), Tensor.constant(1));
        if (ignored != null && call.has(2) && weight != null) {
            weight = ignored.where(Tensor.constant(0), weight);
        }
        Tensor loss = weight == null ? picked : picked.times(weight);
        String reduction = call.text("reduction", "mean");
        if (reduction.equals("none")) {
            return labels.with(loss).as(DataType.FLOAT);
        }
        if (logs.axes().batched()) {
            throw new Unsupported("it adds up over the samples of the batch");
        }
        Tensor sum = loss.sum();
        if (reduction.equals("sum")) {
            return logs.with(sum);
        }
        return logs.with(weight == null ? loss.mean() : sum.div(weight.sum()));
    }
}
