package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.MultiHeadAttentionLayer;
import dev.nervure.dsl.layer.RotaryLayer;
import dev.nervure.dsl.layer.ScaledDotProductAttentionLayer;
import dev.nervure.processor.onnx.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one layer of attention of its dense layers, under the names that their weights have in the file. */
record Assembly(Tensor last, Projected q, Projected k, Projected v, Heads heads) {
    private static final String OUT = ".out_proj";

    static @Nullable Tensor of(
            Tensor last, Projected q, Projected k, Projected v, Heads heads, Tensor attention, Readers readers) {
        Assembly assembly = new Assembly(last, q, k, v, heads);
        if (!assembly.fits()) {
            return null;
        }
        boolean stacked = q.dense() == k.dense() && k.dense() == v.dense() && assembly.isStacked();
        if (!stacked && !assembly.areApart(readers)) {
            return null;
        }
        Map<String, Object> attributes = assembly.attributes((ScaledDotProductAttentionLayer) attention.layer());
        Map<String, Object> names = stacked ? assembly.pytorch(readers) : null;
        if (names == null) {
            names = assembly.parts(stacked);
        }
        if (names == null) {
            return null;
        }
        attributes.putAll(names);
        List<Tensor> reads = new ArrayList<>(List.of(q.reads()));
        if (q.reads() != k.reads()) {
            reads.add(k.reads());
        }
        reads.addAll(attention.inputs().subList(3, attention.inputs().size())); // the mask
        try {
            return Tensor.of(Layers.of(MultiHeadAttentionLayer.class, attributes), reads.toArray(new Tensor[0]));
        } catch (NetworkException e) {
            return null; // a mask for heads in a stack of heads
        }
    }

    /** Whether sizes, biases and rotation are those of such a layer. */
    private boolean fits() {
        int width = heads.count() * heads.size();
        DenseLayer out = (DenseLayer) last.layer();
        RotaryLayer turn = q.rotary();
        boolean rotates = turn == null
                ? k.rotary() == null
                : k.rotary() != null
                        && turn.interleaved()
                        && k.rotary().interleaved()
                        && turn.base() == k.rotary().base()
                        && q.reads() == k.reads();
        return rotates
                && v.rotary() == null
                && q.shared() == 1
                && k.shared() == v.shared()
                && k.reads() == v.reads()
                && out.units() == width
                && q.reads().shape().rank() == 2
                && k.reads().shape().rank() == 2
                && q.reads().shape().axis(1).max() == width
                && Stream.of(q, k, v)
                        .allMatch(part -> part.layer().bias() == out.bias()
                                && part.layer().trainable() == out.trainable());
    }

    private int width() {
        return heads.count() * heads.size();
    }

    private int memoryWidth() {
        return width() / k.shared();
    }

    /** Whether one dense layer makes queries, keys and values, in this order and nothing else. */
    private boolean isStacked() {
        return q.offset() == 0
                && k.offset() == width()
                && v.offset() == width() + memoryWidth()
                && q.layer().units() == width() + 2 * memoryWidth();
    }

    private boolean areApart(Readers readers) {
        return Stream.of(q, k, v).allMatch(part -> part.offset() == 0 && readers.isReadOnce(part.dense()))
                && q.layer().units() == width()
                && k.layer().units() == memoryWidth()
                && v.layer().units() == memoryWidth();
    }

    private Map<String, Object> attributes(ScaledDotProductAttentionLayer attention) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("heads", heads.count());
        attributes.put("keyValueHeads", k.shared() == 1 ? 0 : heads.count() / k.shared());
        attributes.put("causal", attention.causal());
        attributes.put("mask", attention.mask());
        attributes.put("bias", q.layer().bias());
        attributes.put("trainable", q.layer().trainable());
        RotaryLayer rotary = q.rotary();
        if (rotary != null) {
            attributes.put("rotary", true);
            attributes.put("rotaryBase", rotary.base());
        }
        return attributes;
    }

    /** The names of PyTorch's own layer, of whose stacked weight a file has lost the name; null if it is not that. */
    private @Nullable Map<String, Object> pytorch(Readers readers) {
        String out = last.layer().name();
        String stacked = q.layer().name();
        Literal weight = readers.weights().get(stacked + ".weight");
        if (!out.endsWith(OUT) || (stacked + ".weight").equals(weight.weight())) {
            return null;
        }
        Map<String, Literal> parameters = new LinkedHashMap<>();
        parameters.put("in_proj_weight", weight);
        parameters.put("out_proj.weight", readers.weights().get(out + ".weight"));
        if (q.layer().bias()) {
            parameters.put("in_proj_bias", readers.weights().get(stacked + ".bias"));
            parameters.put("out_proj.bias", readers.weights().get(out + ".bias"));
        }
        String path = out.substring(0, out.length() - OUT.length());
        return Map.of("name", readers.weights().add(path, parameters));
    }

    /** The path that all dense layers have in common, and what follows it; null if there is none. */
    private @Nullable Map<String, Object> parts(boolean stacked) {
        List<String> names = stacked
                ? List.of(q.layer().name(), last.layer().name())
                : List.of(
                        q.layer().name(),
                        k.layer().name(),
                        v.layer().name(),
                        last.layer().name());
        if (Set.copyOf(names).size() < names.size()) {
            return null;
        }
        List<String> words = new ArrayList<>(List.of(names.get(0).split("\\.")));
        words.remove(words.size() - 1);
        while (!words.isEmpty()) {
            String path = String.join(".", words) + ".";
            if (names.stream().allMatch(name -> name.startsWith(path))) {
                return Map.of(
                        "name",
                        path.substring(0, path.length() - 1),
                        "parts",
                        names.stream()
                                .map(name -> name.substring(path.length()))
                                .toList());
            }
            words.remove(words.size() - 1);
        }
        return null;
    }
}
