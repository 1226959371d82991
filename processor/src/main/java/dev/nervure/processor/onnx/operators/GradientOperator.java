package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.IdentityLayer;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import dev.nervure.dsl.layer.SubtractLayer;
import dev.nervure.dsl.network.Graph;
import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The derivative of a value of the graph by others, as values of the graph: through sums, differences and products of values of
 * one size. Whoever trains a network calls its backward pass instead, which knows every layer.
 */
final class GradientOperator {
    private GradientOperator() {}

    static Map<String, Operator> operators() {
        return Map.of("ai.onnx.preview.training.Gradient", GradientOperator::gradient);
    }

    private static List<Value> gradient(Call call) {
        Attribute by = call.attribute("xs");
        if (by == null || !(call.value(call.text("y", "")) instanceof Flow y)) {
            throw new Unsupported("what is differentiated, or by what, is missing or known");
        }
        Map<Tensor, Tensor> gradients = new HashMap<>();
        gradients.put(y.tensor(), y.tensor().times(0).plus(1));
        List<Tensor> tensors = new ArrayList<>(Graph.reachable(List.of(y.tensor()), tensor -> false));
        tensors.sort(Comparator.comparingLong(Tensor::order).reversed());
        List<Flow> reads = new ArrayList<>();
        for (int i = 0; i < by.texts().size(); i++) {
            reads.add(call.flow(i));
        }
        for (Tensor tensor : tensors) {
            Tensor gradient = gradients.get(tensor);
            boolean end = reads.stream().anyMatch(read -> read.tensor() == tensor);
            if (gradient != null && !end) {
                through(tensor, gradient, gradients);
            }
        }
        List<Value> results = new ArrayList<>();
        for (Flow read : reads) {
            results.add(read.with(
                    gradients.getOrDefault(read.tensor(), read.tensor().times(0))));
        }
        return results;
    }

    private static void through(Tensor tensor, Tensor gradient, Map<Tensor, Tensor> gradients) {
        List<Tensor> reads = tensor.inputs();
        if (reads.stream().anyMatch(read -> !read.shape().equals(tensor.shape()))) {
            throw new Unsupported("it differentiates values of different sizes");
        }
        for (int i = 0; i < reads.size(); i++) {
            Tensor part;
            if (tensor.layer() instanceof AddLayer || tensor.layer() instanceof IdentityLayer) {
                part = gradient;
            } else if (tensor.layer() instanceof SubtractLayer) {
                part = i == 0 ? gradient : gradient.unaryMinus();
            } else if (tensor.layer() instanceof ScaleLayer scale) {
                part = gradient.times(scale.factor());
            } else if (tensor.layer() instanceof MultiplyLayer && reads.size() == 2) {
                part = gradient.times(reads.get(1 - i));
            } else {
                throw new Unsupported("it differentiates " + tensor.layer().kind());
            }
            gradients.merge(reads.get(i), part, Tensor::plus);
        }
    }
}
