package dev.nervure.processor.frontend;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.SafetensorsFile;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a front end has read.
 *
 * @param network the network
 * @param weights the numbers of its parameters by name, if they come with it; empty otherwise
 */
public record ReadNetwork(Network network, Map<String, Literal> weights) {
    /** A network without weights. */
    public static ReadNetwork of(Network network) {
        return new ReadNetwork(network, Map.of());
    }

    /** Whether the weights come with the network. */
    public boolean weighted() {
        return !weights.isEmpty();
    }

    /** The weights as a file, in the order of the parameters. */
    public byte[] file() {
        Map<String, Literal> used = new LinkedHashMap<>();
        for (ParameterSpec spec : network.parameters()) {
            Literal values = weights.get(spec.name());
            if (values == null) {
                throw new IllegalStateException("no weights of " + spec.name());
            }
            used.put(spec.name(), values.reshaped(spec.shape()));
        }
        return SafetensorsFile.bytes(used);
    }
}
