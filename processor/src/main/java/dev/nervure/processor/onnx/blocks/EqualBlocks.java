package dev.nervure.processor.onnx.blocks;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.processor.onnx.translate.WeightStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of layers that follow each other and are equal but for their weights become one block that runs several times: what
 * {@code Tensor.repeat} declares. The code grows with the block, not with their number.
 */
public final class EqualBlocks {
    /** Fewer layers are quicker read one after the other. */
    private static final int SMALLEST = 6;

    /** The end of a block is sought so many candidates back. */
    private static final int FARTHEST = 4;

    private EqualBlocks() {}

    /** Blocks, from the first to the last: each reads what the one before gives. */
    private record Chain(Tensor start, Tensor end, List<Tensor> first, List<Map<Tensor, Tensor>> blocks) {
        /** More layers are better; of blocks that are cut elsewhere those whose names the file counts. */
        int worth() {
            return 2 * first.size() * blocks.size() + (Paths.ofFile(first, blocks) != null ? 1 : 0);
        }
    }

    /**
     * The same outputs with blocks that repeat.
     *
     * @param outputs the outputs of a network
     * @param weights the values of its parameters, to which those under new names are added
     * @param free makes a name that no tensor has
     */
    public static List<Tensor> apply(List<Tensor> outputs, WeightStore weights, UnaryOperator<String> free) {
        List<Tensor> result = outputs;
        for (Chain chain = longest(result); chain != null; chain = longest(result)) {
            result = replaced(result, chain, weights, free);
        }
        return result;
    }

    private static @Nullable Chain longest(List<Tensor> outputs) {
        Drawing drawing = new Drawing(outputs);
        Map<Integer, List<Tensor>> alike = new LinkedHashMap<>();
        for (Tensor tensor : drawing.tensors()) {
            if (tensor.shape().batched() && !tensor.inputs().isEmpty()) {
                alike.computeIfAbsent(drawing.look(tensor), look -> new ArrayList<>())
                        .add(tensor);
            }
        }
        Chain best = null;
        for (List<Tensor> ends : alike.values()) {
            for (Chain chain : chains(drawing, ends)) {
                best = best == null || chain.worth() > best.worth() ? chain : best;
            }
        }
        return best;
    }

    /** All chains that these tensors are the ends of blocks of. */
    private static List<Chain> chains(Drawing drawing, List<Tensor> ends) {
        Map<Tensor, Pairing> next = new HashMap<>(); // by the first of two ends
        Map<Tensor, Tensor> following = new HashMap<>();
        Map<Tensor, Tensor> preceding = new HashMap<>();
        for (int j = 1; j < ends.size(); j++) {
            for (int i = j - 1; i >= Math.max(0, j - FARTHEST); i--) {
                Tensor end = ends.get(i);
                Pairing pairing = next.containsKey(end) ? null : Pairing.of(drawing, end, ends.get(j));
                if (pairing != null) {
                    next.put(end, pairing);
                    following.put(end, ends.get(j));
                    preceding.put(ends.get(j), end);
                    break;
                }
            }
        }
        List<Chain> chains = new ArrayList<>();
        for (Tensor end : ends) {
            if (!preceding.containsKey(end) && next.containsKey(end)) {
                Chain chain = chain(end, next, following);
                if (chain != null && chain.first.size() >= SMALLEST) {
                    chains.add(chain);
                }
            }
        }
        return chains;
    }

    private static @Nullable Chain chain(Tensor end, Map<Tensor, Pairing> next, Map<Tensor, Tensor> following) {
        Tensor last = end;
        Pairing pairing = next.get(last);
        if (pairing != null && !pairing.opens()) { // somebody looks into the first block
            last = following.get(last);
            pairing = last == null ? null : next.get(last);
        }
        if (pairing == null || last == null || !pairing.opens()) {
            return null;
        }
        List<Tensor> first = pairing.members().stream()
                .sorted(Comparator.comparingLong(Tensor::order))
                .toList();
        Map<Tensor, Tensor> turn = new HashMap<>();
        first.forEach(member -> turn.put(member, member));
        List<Map<Tensor, Tensor>> blocks = new ArrayList<>(List.of(turn));
        Tensor start = pairing.start();
        while (pairing != null) {
            Map<Tensor, Tensor> before = blocks.get(blocks.size() - 1);
            boolean goesOn = blocks.size() == 1 || pairing.start() == endBefore(blocks, first);
            if (!goesOn || !before.values().stream().allMatch(pairing::has)) {
                break;
            }
            Map<Tensor, Tensor> later = new HashMap<>();
            for (Map.Entry<Tensor, Tensor> entry : before.entrySet()) {
                later.put(entry.getKey(), pairing.next(entry.getValue()));
            }
            blocks.add(later);
            last = Objects.requireNonNull(following.get(last));
            pairing = next.get(last);
        }
        return new Chain(start, last, first, blocks);
    }

    /** The end of the block before the last one. */
    private static Tensor endBefore(List<Map<Tensor, Tensor>> blocks, List<Tensor> first) {
        Tensor end = first.get(first.size() - 1);
        return Objects.requireNonNull(blocks.get(blocks.size() - 2).get(end));
    }

    private static List<Tensor> replaced(
            List<Tensor> outputs, Chain chain, WeightStore weights, UnaryOperator<String> free) {
        Map<Tensor, String> names = Paths.shortened(chain.first, new HashSet<>());
        Paths ofFile = Paths.ofFile(chain.first, chain.blocks);
        Paths paths =
                ofFile != null ? ofFile : Paths.made(free.apply("block"), chain.first, names, chain.blocks, weights);
        Tensor repeated = chain.start.repeat(chain.blocks.size(), paths.prefix(), x -> body(x, chain, names, paths));
        repeated.named(String.valueOf(chain.end.name()));
        return rebuilt(outputs, chain.end, repeated);
    }

    private static Tensor body(Tensor x, Chain chain, Map<Tensor, String> names, Paths paths) {
        Map<Tensor, Tensor> made = new HashMap<>();
        made.put(chain.start, x);
        for (Tensor tensor : chain.first) {
            String path = paths.local().get(tensor);
            Layer layer = path == null ? tensor.layer() : Layers.with(tensor.layer(), "name", path);
            made.put(tensor, copy(tensor, layer, names.get(tensor), made));
        }
        return Objects.requireNonNull(made.get(chain.first.get(chain.first.size() - 1)));
    }

    private static Tensor copy(Tensor tensor, Layer layer, @Nullable String name, Map<Tensor, Tensor> made) {
        Tensor[] reads = tensor.inputs().stream()
                .map(read -> made.computeIfAbsent(read, EqualBlocks::outside))
                .toArray(Tensor[]::new);
        Tensor copy = Tensor.of(layer, reads);
        return name == null ? copy : copy.named(name);
    }

    /** A tensor from outside as the block reads it: constants are written within. */
    private static Tensor outside(Tensor tensor) {
        return tensor.layer() instanceof ConstantLayer ? Tensor.of(tensor.layer()) : tensor;
    }

    private static List<Tensor> rebuilt(List<Tensor> outputs, Tensor before, Tensor after) {
        Map<Tensor, Tensor> made = new HashMap<>();
        made.put(before, after);
        for (Tensor tensor : new Drawing(outputs).tensors()) {
            if (!made.containsKey(tensor) && tensor.inputs().stream().anyMatch(made::containsKey)) {
                Tensor[] reads = tensor.inputs().stream()
                        .map(read -> made.getOrDefault(read, read))
                        .toArray(Tensor[]::new);
                Tensor copy = Tensor.of(tensor.layer(), reads);
                made.put(tensor, tensor.name() == null ? copy : copy.named(tensor.name()));
            }
        }
        return outputs.stream().map(output -> made.getOrDefault(output, output)).toList();
    }
}
