package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.ParameterLayer;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.blocks.Drawing;
import dev.nervure.processor.onnx.translate.WeightStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who reads the tensors of a network, also of those that a form has made in the place of others; and the weights. */
final class Readers {
    private final Drawing drawing;
    private final WeightStore weights;
    private final Map<Tensor, Tensor> replaced = new HashMap<>();

    Readers(Drawing drawing, WeightStore weights) {
        this.drawing = drawing;
        this.weights = weights;
    }

    /** Remembers that a tensor stands where another one was. */
    void put(Tensor now, Tensor before) {
        replaced.putIfAbsent(now, before);
    }

    private Tensor before(Tensor tensor) {
        return replaced.getOrDefault(tensor, tensor);
    }

    /** Whether exactly one layer reads a tensor, and nobody outside the network does. */
    boolean isReadOnce(Tensor tensor) {
        return !isOutput(tensor) && drawing.readers(before(tensor)).size() == 1;
    }

    /** The layers that read a tensor. */
    List<Tensor> of(Tensor tensor) {
        return drawing.readers(before(tensor));
    }

    boolean isOutput(Tensor tensor) {
        return drawing.isOutput(before(tensor));
    }

    WeightStore weights() {
        return weights;
    }

    /** The numbers of a free parameter; null for anything else. */
    @Nullable
    Literal table(Tensor x) {
        return x.layer() instanceof ParameterLayer layer ? weights.get(layer.name()) : null;
    }
}
