package dev.nervure.processor.onnx.blocks;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.network.Graph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tensors of a network as they stand: in order, with who reads each, and with layers compared but for their names. */
public final class Drawing {
    /** So far back two tensors are compared before anybody looks closer. */
    private static final int DEPTH = 4;

    private final List<Tensor> tensors;
    private final Set<Tensor> outputs = new HashSet<>();
    private final Map<Tensor, List<Tensor>> readers = new HashMap<>();
    private final Map<Tensor, Layer> nameless = new HashMap<>();
    private final Map<Tensor, Integer> looks = new HashMap<>();

    Drawing(List<Tensor> outputs) {
        this(outputs, Set.of());
    }

    /**
     * The tensors that outputs are made of.
     *
     * @param given tensors behind which nothing is looked at
     */
    public Drawing(List<Tensor> outputs, Set<Tensor> given) {
        this.outputs.addAll(outputs);
        this.tensors = new ArrayList<>(Graph.reachable(outputs, given::contains));
        tensors.sort(Comparator.comparingLong(Tensor::order)); // a tensor is younger than those that it reads
        for (Tensor tensor : tensors) {
            tensor.inputs().forEach(read -> readers.computeIfAbsent(read, r -> new ArrayList<>())
                    .add(tensor));
            nameless.put(tensor, Layers.with(tensor.layer(), "name", ""));
        }
        for (int depth = 0; depth < DEPTH; depth++) {
            Map<Tensor, Integer> before = new HashMap<>(looks);
            for (Tensor tensor : tensors) {
                int look = 31 * nameless(tensor).hashCode() + tensor.type().hashCode();
                for (Tensor read : tensor.inputs()) {
                    look = 31 * look + before.getOrDefault(read, 0);
                }
                looks.put(tensor, look);
            }
        }
    }

    /** All tensors, each after those that it reads. */
    public List<Tensor> tensors() {
        return tensors;
    }

    public boolean isOutput(Tensor tensor) {
        return outputs.contains(tensor);
    }

    public List<Tensor> readers(Tensor tensor) {
        return readers.getOrDefault(tensor, List.of());
    }

    Layer nameless(Tensor tensor) {
        return nameless.getOrDefault(tensor, tensor.layer());
    }

    /** Equal for tensors that may be equal. */
    int look(Tensor tensor) {
        return looks.getOrDefault(tensor, 0);
    }

    /** The same layer on other tensors, under the same name; the tensor itself, if it reads those already. */
    public static Tensor copy(Tensor tensor, List<Tensor> reads) {
        boolean same = true;
        for (int i = 0; i < reads.size(); i++) {
            same &= reads.get(i) == tensor.inputs().get(i);
        }
        if (same) {
            return tensor;
        }
        Tensor copy = Tensor.of(tensor.layer(), reads.toArray(new Tensor[0]));
        return tensor.name() == null ? copy : copy.named(tensor.name());
    }
}
