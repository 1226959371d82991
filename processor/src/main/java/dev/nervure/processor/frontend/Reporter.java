package dev.nervure.processor.frontend;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import java.util.Objects;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Prints errors where they belong, and remembers that there were some. */
public final class Reporter {
    private final Messager messager;
    private boolean failed;

    public Reporter(Messager messager) {
        this.messager = messager;
    }

    /** An error on an element. */
    public void error(Element element, Message message, Object... details) {
        print(element, null, null, message.format(details));
    }

    /** What is not done, though nothing is wrong with the declaration. */
    public void warning(Element element, Message message, Object... details) {
        messager.printMessage(Diagnostic.Kind.WARNING, message.format(details), element);
    }

    /** An error whose text is already made. */
    public void error(Element element, String text) {
        print(element, null, null, text);
    }

    /** An error that a shape rule found. */
    void error(Element element, NetworkException e) {
        print(element, null, null, Objects.requireNonNull(e.getMessage()));
    }

    /** An error on the value of an annotation's attribute, or on the annotation if it does not say that attribute. */
    public void error(Element element, AnnotationMirror mirror, @Nullable String attribute, String text) {
        print(element, mirror, attribute == null ? null : value(mirror, attribute), text);
    }

    /** What is wrong is an error of Java, which the compiler itself reports. */
    void leaveToCompiler() {
        failed = true;
    }

    public boolean failed() {
        return failed;
    }

    private static @Nullable AnnotationValue value(AnnotationMirror mirror, String attribute) {
        for (ExecutableElement method : mirror.getElementValues().keySet()) {
            if (method.getSimpleName().contentEquals(attribute)) {
                return mirror.getElementValues().get(method);
            }
        }
        return null;
    }

    private void print(
            Element element, @Nullable AnnotationMirror mirror, @Nullable AnnotationValue value, String text) {
        failed = true;
        if (mirror == null) {
            messager.printMessage(Diagnostic.Kind.ERROR, text, element);
        } else if (value == null) {
            messager.printMessage(Diagnostic.Kind.ERROR, text, element, mirror);
        } else {
            messager.printMessage(Diagnostic.Kind.ERROR, text, element, mirror, value);
        }
    }
}
