package dev.nervure.processor;

import com.google.auto.service.AutoService;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.processor.frontend.AnnotationFrontEnd;
import dev.nervure.processor.frontend.DefinitionRules;
import dev.nervure.processor.frontend.ElementType;
import dev.nervure.processor.frontend.OnnxFrontEnd;
import dev.nervure.processor.frontend.ReadNetwork;
import dev.nervure.processor.frontend.Reporter;
import javax.annotation.processing.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Compiles every interface annotated with {@link NeuralNetwork} while javac runs. What it writes for an interface depends on
 * nothing but that interface, so that build tools may run it for changed interfaces only.
 */
@AutoService(Processor.class)
public final class NeuralNetworkProcessor extends NetworkProcessor {
    @Override
    boolean handles(ElementType type) {
        return type.isInterface() && !DefinitionRules.nameOne(type) && !OnnxFrontEnd.isNamedBy(type);
    }

    @Override
    @Nullable
    ReadNetwork read(ElementType type, ProcessorOptions options, Reporter reporter) {
        Network network = AnnotationFrontEnd.read(type, isCompiled(type), reporter);
        return network == null ? null : ReadNetwork.of(network);
    }

    /** Whether the classes of a declaration are there from an earlier compilation. */
    private boolean isCompiled(ElementType type) {
        String model = DeclarationCompiler.declaration(type).model().canonicalName();
        return processingEnv.getElementUtils().getTypeElement(model) != null;
    }
}
