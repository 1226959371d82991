package dev.nervure.dsl.layer;

import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.network.InitialValues;
import dev.nervure.dsl.network.ParameterSpec;
import java.util.ArrayList;
import java.util.List;

/** The sets of parameters that several layers have. */
final class Specs {
    private Specs() {}

    /** A weight and, if {@code biases} is not 0, as many biases. */
    static List<ParameterSpec> weightAndBias(
            List<Integer> weight,
            long in,
            long out,
            int biases,
            Initializer initializer,
            float constant,
            boolean trainable) {
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(new ParameterSpec("weight", weight, initializer.weight(in, out, constant), trainable));
        if (biases > 0) {
            specs.add(new ParameterSpec("bias", List.of(biases), initializer.bias(in), trainable));
        }
        return specs;
    }

    /** A weight of ones and a bias of zeros. */
    static List<ParameterSpec> affine(int size, boolean trainable) {
        return List.of(
                new ParameterSpec("weight", List.of(size), InitialValues.constant(1), trainable),
                new ParameterSpec("bias", List.of(size), InitialValues.constant(0), trainable));
    }
}
