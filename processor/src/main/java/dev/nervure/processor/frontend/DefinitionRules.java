package dev.nervure.processor.frontend;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.TypeDeclaration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What holds for a definition, however it is found and run. */
public final class DefinitionRules {
    static final String DEFINITION = "definition";

    private DefinitionRules() {}

    /** Whether an annotated type names a definition, instead of declaring the network itself. */
    public static boolean nameOne(TypeDeclaration type) {
        return annotation(type).says(DEFINITION);
    }

    static AnnotationUse annotation(TypeDeclaration type) {
        return Objects.requireNonNull(type.annotation(NeuralNetwork.class.getSimpleName()));
    }

    /** Reports that a type which names a definition declares tensors too; returns whether it does. */
    static boolean declareTwice(TypeDeclaration type, boolean definition, String named, Reporter reporter) {
        boolean twice = definition
                || type.methods().stream().anyMatch(method -> !method.layers().isEmpty());
        if (twice) {
            reporter.error(annotation(type).place(DEFINITION), Message.DECLARED_TWICE, type.simpleName(), named);
        }
        return twice;
    }

    /** Reports what only interfaces say; returns whether there is nothing of that kind. */
    static boolean leaveTheRest(TypeDeclaration type, Reporter reporter) {
        AnnotationUse annotation = annotation(type);
        Object loss = annotation.attributes().get("loss");
        if (loss != null && loss != Loss.NONE) {
            reporter.error(annotation.place("loss"), Message.LOSS_OF_DEFINITION, loss, loss);
            return false;
        }
        if (annotation.attributes().get("classes") instanceof List<?> classes && !classes.isEmpty()) {
            reporter.error(annotation.place("classes"), Message.CLASSES_OF_DEFINITION);
            return false;
        }
        return true;
    }

    /** A network that a definition gave; null if errors were reported. */
    static @Nullable Network checked(TypeDeclaration type, Network network, Reporter reporter) {
        NameCheck.problems(network).values().forEach(text -> reporter.error(type, text));
        Mistakes.errors(network).values().forEach(text -> reporter.error(type, text));
        Streamed.problems(type, network).values().forEach(text -> reporter.error(type, text));
        Mistakes.notes(network).values().forEach(text -> reporter.note(type, text));
        return reporter.failed() ? null : network;
    }
}
