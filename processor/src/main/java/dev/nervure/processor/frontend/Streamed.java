package dev.nervure.processor.frontend;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.TypeDeclaration;
import dev.nervure.processor.stream.Streams;
import java.util.Map;

/** Declarations that ask for a form which takes places as they come. */
public final class Streamed {
    private Streamed() {}

    /** Whether a declaration asks for it. */
    public static boolean wants(TypeDeclaration type) {
        AnnotationUse declaration = type.annotation(NeuralNetwork.class.getSimpleName());
        return declaration != null
                && Boolean.TRUE.equals(declaration.attributes().get("stream"));
    }

    /** What stands in its way: the text for each tensor, if the declaration asks for it. */
    static Map<String, String> problems(TypeDeclaration type, Network network) {
        return wants(type) && Limits.problem(network) == null ? Streams.problems(network) : Map.of();
    }
}
