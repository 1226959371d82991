package dev.nervure.dsl.layer;

import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.InitialValues;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The attributes of {@link dev.nervure.dsl.MultiHeadAttention}. */
public record MultiHeadAttentionLayer(
        int heads,
        int keyValueHeads,
        boolean causal,
        int window,
        boolean mask,
        boolean rotary,
        float rotaryBase,
        float dropout,
        boolean bias,
        boolean trainable,
        List<String> parts,
        String name)
        implements Layer {
    @Override
    public int minInputs() {
        return mask ? 2 : 1;
    }

    @Override
    public int maxInputs() {
        return mask ? 3 : 2;
    }

    /** Which of so many inputs is the memory: the first one is its own. */
    public int memory(int inputs) {
        return inputs - (mask ? 2 : 1);
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape query = Rules.rank(this, inputs, 0, "steps, k");
        Rules.divides("heads", heads, Rules.constantAxis(this, inputs, 0, 1), "features");
        Rules.notNegative("keyValueHeads", keyValueHeads);
        Rules.probability("dropout", dropout);
        Rules.notNegative("window", window);
        if (window > 0 && (!causal || mask)) {
            throw NetworkException.attribute(
                    "window", Message.OUT_OF_RANGE, "window", "0 without causal = true, and with a mask", window);
        }
        Rules.divides("keyValueHeads", memoryHeads(), heads, "heads");
        if (rotary) {
            Rules.above("rotaryBase", rotaryBase, 1);
            if (query.axis(1).max() / heads % 2 != 0) {
                throw NetworkException.attribute(
                        "heads",
                        Message.OUT_OF_RANGE,
                        "heads",
                        "such that rotary finds pairs of features in each",
                        heads);
            }
        }
        if (memory(inputs.size()) == 1) {
            Rules.rank(this, inputs, 1, "places, k");
            Rules.constantAxis(this, inputs, 1, 1);
            Rules.selfOnly("causal", causal);
            Rules.selfOnly("rotary", rotary);
        }
        if (mask) {
            Dim places = memoryOf(inputs).axis(0);
            Rules.mask(this, inputs, inputs.size() - 1, "heads", List.of(Dim.of(heads)), query.axis(0), places);
        }
        if (!parts.isEmpty()) {
            Rules.names("parts", parts, parts.size() == 2 ? 2 : 4);
        }
        if (parts.size() == 2 && !alike(inputs)) {
            throw NetworkException.attribute(
                    "parts", Message.OUT_OF_RANGE, "parts", "4 names where the memory has other features", parts);
        }
        return TensorType.floats(Rules.ofAny(inputs, query.sample()));
    }

    /** The number of key and value heads. */
    public int memoryHeads() {
        return keyValueHeads == 0 ? heads : keyValueHeads;
    }

    /** Whether one product makes query, key and value: the memory has as many features as the query. */
    public boolean stacked(List<TensorType> inputs) {
        return parts.size() != 4 && alike(inputs);
    }

    private Shape memoryOf(List<TensorType> inputs) {
        return inputs.get(memory(inputs.size())).shape();
    }

    private boolean alike(List<TensorType> inputs) {
        return inputs.get(0).shape().axis(1).equals(memoryOf(inputs).axis(1));
    }

    /** The weights of the projections, in the order of computation: the stacked one or query, key and value; the last. */
    public List<String> weights(List<TensorType> inputs) {
        if (!parts.isEmpty()) {
            return parts.stream().map(part -> part + ".weight").toList();
        }
        return stacked(inputs)
                ? List.of("in_proj_weight", "out_proj.weight")
                : List.of("q_proj_weight", "k_proj_weight", "v_proj_weight", "out_proj.weight");
    }

    /** Their biases: as many, but for PyTorch's names, by which one bias is stacked in any case; none without biases. */
    public List<String> biases() {
        if (!bias) {
            return List.of();
        }
        return parts.isEmpty()
                ? List.of("in_proj_bias", "out_proj.bias")
                : parts.stream().map(part -> part + ".bias").toList();
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        int k = inputs.get(0).shape().axis(1).max();
        int m = memoryOf(inputs).axis(1).max();
        int rows = k / heads * memoryHeads();
        List<String> weights = weights(inputs);
        List<String> biases = biases();
        List<ParameterSpec> specs = new ArrayList<>();
        List<Integer> heights = stacked(inputs) ? List.of(k + 2 * rows) : List.of(k, rows, rows);
        for (int i = 0; i < heights.size(); i++) {
            specs.add(new ParameterSpec(
                    weights.get(i),
                    List.of(heights.get(i), i == 0 ? k : m),
                    Initializer.GLOROT_UNIFORM.weight(i == 0 ? k : m, heights.get(i), 0),
                    trainable));
        }
        for (int i = 0; i < biases.size() - 1; i++) {
            specs.add(bias(biases.get(i), biases.size() == 2 ? k + 2 * rows : heights.get(i)));
        }
        specs.add(new ParameterSpec(
                weights.get(heights.size()), List.of(k, k), Initializer.DEFAULT.weight(k, k, 0), trainable));
        if (bias) {
            specs.add(bias(biases.get(biases.size() - 1), k));
        }
        return specs;
    }

    private ParameterSpec bias(String name, int size) {
        return new ParameterSpec(name, List.of(size), InitialValues.constant(0), trainable);
    }
}
