package dev.nervure.processor;

import com.google.auto.service.AutoService;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.processor.frontend.DefinitionFrontEnd;
import dev.nervure.processor.frontend.Reporter;
import javax.annotation.processing.Processor;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Runs every annotated {@link NetworkDefinition}, or the one that an annotated type names, and compiles the network. What it
 * writes depends on all that {@code define()} uses, so build tools must run it whenever something changes.
 */
@AutoService(Processor.class)
public final class DefinitionProcessor extends NetworkProcessor {
    @Override
    boolean handles(TypeElement type) {
        return type.getKind() != ElementKind.INTERFACE || DefinitionFrontEnd.isNamedBy(type);
    }

    @Override
    @Nullable
    Network read(TypeElement type, ProcessorOptions options, Reporter reporter) {
        return DefinitionFrontEnd.read(processingEnv, type, generated(), options.defineTimeout(), reporter);
    }
}
