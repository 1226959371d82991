package dev.nervure.processor;

import com.google.auto.service.AutoService;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.processor.frontend.AnnotationFrontEnd;
import dev.nervure.processor.frontend.DefinitionFrontEnd;
import dev.nervure.processor.frontend.OnnxFrontEnd;
import dev.nervure.processor.frontend.ReadNetwork;
import dev.nervure.processor.frontend.Reporter;
import javax.annotation.processing.Processor;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Compiles every interface annotated with {@link NeuralNetwork} while javac runs. What it writes for an interface depends on
 * nothing but that interface, so that build tools may run it for changed interfaces only.
 */
@AutoService(Processor.class)
public final class NeuralNetworkProcessor extends NetworkProcessor {
    @Override
    boolean handles(TypeElement type) {
        return type.getKind() == ElementKind.INTERFACE
                && !DefinitionFrontEnd.isNamedBy(type)
                && !OnnxFrontEnd.isNamedBy(type);
    }

    @Override
    @Nullable
    ReadNetwork read(TypeElement type, ProcessorOptions options, Reporter reporter) {
        Network network = AnnotationFrontEnd.read(type, processingEnv, isCompiled(type), reporter);
        return network == null ? null : ReadNetwork.of(network);
    }

    /** Whether the classes of a declaration are there from an earlier compilation. */
    private boolean isCompiled(TypeElement type) {
        return processingEnv
                        .getElementUtils()
                        .getTypeElement(declaration(type).model().canonicalName())
                != null;
    }
}
