package dev.nervure.processor.frontend;

import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.layer.TargetLayer;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.MethodDeclaration;
import dev.nervure.processor.declaration.ParameterDeclaration;
import java.util.List;

/**
 * A sound method of an annotated interface.
 *
 * @param name the tensor's name
 * @param annotation the annotation that says the layer
 * @param reads the names of the tensors that the layer reads
 */
record Declared(String name, MethodDeclaration method, AnnotationUse annotation, Layer layer, List<String> reads) {
    boolean isLoss() {
        return layer instanceof LossLayer;
    }

    boolean isTarget() {
        return layer instanceof TargetLayer;
    }

    boolean isMarkedOutput() {
        return method.annotation("Output") != null;
    }

    ParameterDeclaration parameter(int i) {
        return method.parameters().get(i);
    }
}
