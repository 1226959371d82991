package dev.nervure.processor.frontend;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.processor.stream.Streams;
import java.util.Map;
import javax.lang.model.element.TypeElement;

/** Declarations that ask for a form which takes places as they come. */
public final class Streamed {
    private Streamed() {}

    /** Whether a declaration asks for it. */
    public static boolean wants(TypeElement type) {
        NeuralNetwork declaration = type.getAnnotation(NeuralNetwork.class);
        return declaration != null && declaration.stream();
    }

    /** What stands in its way: the text for each tensor, if the declaration asks for it. */
    static Map<String, String> problems(TypeElement type, Network network) {
        return wants(type) && Limits.problem(network) == null ? Streams.problems(network) : Map.of();
    }
}
