package dev.nervure.processor.onnx.blocks;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.DropoutLayer;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.TargetLayer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is computed twice is computed once: layers that are equal, with the same parameters, and read the same tensors. Exporters
 * write shapes, masks and scales for each reader anew. What nobody reads falls away by itself.
 */
public final class CommonTensors {
    private CommonTensors() {}

    /** A layer and what it reads, each tensor by its number. */
    private record Look(Layer layer, List<Integer> reads) {}

    /** The same outputs, in which no two tensors are equal. An output keeps a tensor of its own. */
    public static List<Tensor> apply(List<Tensor> outputs) {
        Drawing drawing = new Drawing(outputs);
        Map<Tensor, Tensor> made = new HashMap<>();
        Map<Tensor, Integer> numbers = new HashMap<>();
        Map<Look, Tensor> first = new HashMap<>();
        for (Tensor tensor : drawing.tensors()) {
            List<Tensor> reads = tensor.inputs().stream()
                    .map(read -> Objects.requireNonNull(made.get(read)))
                    .toList();
            Layer layer = Paths.hasParameters(tensor) ? tensor.layer() : drawing.nameless(tensor);
            Look look = new Look(
                    layer,
                    reads.stream().map(read -> numbers.getOrDefault(read, 0)).toList());
            Tensor known = isItsOwn(tensor) || drawing.isOutput(tensor) ? null : first.get(look);
            Tensor kept = known != null ? known : Drawing.copy(tensor, reads);
            made.put(tensor, kept);
            numbers.computeIfAbsent(kept, k -> numbers.size());
            if (!isItsOwn(tensor)) {
                first.putIfAbsent(look, kept);
            }
        }
        return outputs.stream()
                .map(output -> Objects.requireNonNull(made.get(output)))
                .toList();
    }

    /** Inputs are told apart by their names, as are parameters without a path, and dropout draws anew each time. */
    private static boolean isItsOwn(Tensor tensor) {
        Layer layer = tensor.layer();
        return layer instanceof InputLayer
                || layer instanceof TargetLayer
                || layer instanceof DropoutLayer
                || (layer.name().isEmpty() && Paths.hasParameters(tensor));
    }
}
