package dev.nervure.processor.frontend;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.SafetensorsFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a front end has read.
 *
 * @param network the network
 * @param weights the numbers that come with it, by the names of the parameters
 * @param use what the generated classes do with them
 */
public record ReadNetwork(Network network, Map<String, Literal> weights, Declaration.Numbers use) {
    /** A network that somebody declares; the parameters of files in it begin with the numbers of the files. */
    public static ReadNetwork of(Network network) {
        Map<String, Literal> given = new LinkedHashMap<>();
        for (ParameterSpec spec : network.parameters()) {
            Supplier<float[]> numbers = network.given().get(spec.name());
            if (numbers != null) {
                given.put(spec.name(), Literal.of(DataType.FLOAT, spec.shape(), numbers.get()));
            }
        }
        return new ReadNetwork(network, given, given.isEmpty() ? Declaration.Numbers.NONE : Declaration.Numbers.FIRST);
    }

    /** A network that a file declares, with the numbers of all parameters. */
    public static ReadNetwork ofFile(Network network, Map<String, Literal> weights) {
        boolean none = network.parameters().isEmpty();
        return new ReadNetwork(network, weights, none ? Declaration.Numbers.NONE : Declaration.Numbers.BESIDE);
    }

    /** The numbers as a safetensors file, in the order of the parameters. */
    public byte[] file() {
        Map<String, Literal> used = new LinkedHashMap<>();
        for (ParameterSpec spec : network.parameters()) {
            Literal values = weights.get(spec.name());
            if (values != null) {
                used.put(spec.name(), values.reshaped(spec.shape()));
            } else if (use == Declaration.Numbers.BESIDE) {
                throw new IllegalStateException("no weights of " + spec.name());
            }
        }
        return SafetensorsFile.bytes(used);
    }
}
