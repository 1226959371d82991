package dev.nervure.processor;

import com.google.auto.service.AutoService;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.processor.frontend.DefinitionFrontEnd;
import dev.nervure.processor.frontend.OnnxFrontEnd;
import dev.nervure.processor.frontend.ReadNetwork;
import dev.nervure.processor.frontend.Reporter;
import javax.annotation.processing.Processor;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Runs every annotated {@link NetworkDefinition}, or the one that an annotated type names, or reads the ONNX file that it
 * names, and compiles the network. What it writes depends on all that {@code define()} uses, and on the file, so build tools
 * must run it whenever something changes.
 */
@AutoService(Processor.class)
public final class DefinitionProcessor extends NetworkProcessor {
    @Override
    boolean handles(TypeElement type) {
        return type.getKind() != ElementKind.INTERFACE
                || DefinitionFrontEnd.isNamedBy(type)
                || OnnxFrontEnd.isNamedBy(type);
    }

    @Override
    @Nullable
    ReadNetwork read(TypeElement type, ProcessorOptions options, Reporter reporter) {
        if (type.getKind() == ElementKind.INTERFACE && OnnxFrontEnd.isNamedBy(type)) {
            return OnnxFrontEnd.read(processingEnv, type, reporter);
        }
        Network network = DefinitionFrontEnd.read(processingEnv, type, generated(), options.defineTimeout(), reporter);
        return network == null ? null : ReadNetwork.of(network);
    }
}
