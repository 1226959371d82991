package dev.nervure.processor.frontend;

import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.layer.TargetLayer;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;

/**
 * A sound method of an annotated interface.
 *
 * @param name the tensor's name
 * @param mirror the annotation that says the layer
 * @param reads the names of the tensors that the layer reads
 */
record Declared(String name, ExecutableElement method, AnnotationMirror mirror, Layer layer, List<String> reads) {
    boolean isLoss() {
        return layer instanceof LossLayer;
    }

    boolean isTarget() {
        return layer instanceof TargetLayer;
    }

    boolean isMarkedOutput() {
        return Mirrors.find(method, "Output") != null;
    }

    VariableElement parameter(int i) {
        return method.getParameters().get(i);
    }
}
