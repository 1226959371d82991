package dev.nervure.processor;

import com.google.auto.service.AutoService;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.processor.frontend.DefinitionFrontEnd;
import dev.nervure.processor.frontend.DefinitionRules;
import dev.nervure.processor.frontend.ElementType;
import dev.nervure.processor.frontend.FilerResources;
import dev.nervure.processor.frontend.OnnxFrontEnd;
import dev.nervure.processor.frontend.ReadNetwork;
import dev.nervure.processor.frontend.Reporter;
import javax.annotation.processing.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Runs every annotated {@link NetworkDefinition}, or the one that an annotated type names, or reads the ONNX file that it
 * names, and compiles the network. What it writes depends on all that {@code define()} uses, and on the file, so build tools
 * must run it whenever something changes.
 */
@AutoService(Processor.class)
public final class DefinitionProcessor extends NetworkProcessor {
    @Override
    boolean handles(ElementType type) {
        return !type.isInterface() || DefinitionRules.nameOne(type) || OnnxFrontEnd.isNamedBy(type);
    }

    @Override
    @Nullable
    ReadNetwork read(ElementType type, ProcessorOptions options, Reporter reporter) {
        if (type.isInterface() && OnnxFrontEnd.isNamedBy(type)) {
            return OnnxFrontEnd.read(type, new FilerResources(processingEnv.getFiler()), reporter);
        }
        Network network = DefinitionFrontEnd.read(processingEnv, type, generated(), options.defineTimeout(), reporter);
        return network == null ? null : ReadNetwork.of(network);
    }
}
