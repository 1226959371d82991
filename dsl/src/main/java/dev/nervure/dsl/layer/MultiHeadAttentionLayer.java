package dev.nervure.dsl.layer;

import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
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
        boolean rotary,
        float rotaryBase,
        float dropout,
        boolean bias,
        boolean trainable,
        String name)
        implements Layer {
    @Override
    public int maxInputs() {
        return 2;
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        Shape query = Rules.rank(this, inputs, 0, "steps, k");
        Rules.divides("heads", heads, Rules.constantAxis(this, inputs, 0, 1), "features");
        Rules.notNegative("keyValueHeads", keyValueHeads);
        Rules.probability("dropout", dropout);
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
        if (inputs.size() == 2) {
            Rules.rank(this, inputs, 1, "places, k");
            Rules.constantAxis(this, inputs, 1, 1);
            Rules.selfOnly("causal", causal);
            Rules.selfOnly("rotary", rotary);
        }
        return inputs.get(0);
    }

    /** The number of key and value heads. */
    public int memoryHeads() {
        return keyValueHeads == 0 ? heads : keyValueHeads;
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        int k = inputs.get(0).shape().axis(1).max();
        int m = inputs.get(inputs.size() - 1).shape().axis(1).max();
        int rows = k / heads * memoryHeads();
        List<ParameterSpec> specs = new ArrayList<>();
        if (m == k) {
            specs.add(projection("in_proj_weight", k + 2 * rows, k));
        } else {
            specs.add(projection("q_proj_weight", k, k));
            specs.add(projection("k_proj_weight", rows, m));
            specs.add(projection("v_proj_weight", rows, m));
        }
        if (bias) {
            specs.add(new ParameterSpec("in_proj_bias", List.of(k + 2 * rows), InitialValues.constant(0), trainable));
        }
        specs.add(new ParameterSpec("out_proj.weight", List.of(k, k), Initializer.DEFAULT.weight(k, k, 0), trainable));
        if (bias) {
            specs.add(new ParameterSpec("out_proj.bias", List.of(k), InitialValues.constant(0), trainable));
        }
        return specs;
    }

    private ParameterSpec projection(String name, int out, int in) {
        return new ParameterSpec(name, List.of(out, in), Initializer.GLOROT_UNIFORM.weight(in, out, 0), trainable);
    }
}
