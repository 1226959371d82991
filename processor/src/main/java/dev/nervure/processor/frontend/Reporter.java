package dev.nervure.processor.frontend;

import dev.nervure.dsl.network.Message;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with one declaration, each error with its place. Nothing is printed before {@link #print}: a
 * declaration that names what another processor has still to write is read again in the next round, without a word.
 */
public final class Reporter {
    private final Messager messager;
    private final List<Runnable> messages = new ArrayList<>();
    private boolean failed;
    private boolean waits;

    public Reporter(Messager messager) {
        this.messager = messager;
    }

    /** An error on an element. */
    public void error(Element element, Message message, Object... details) {
        error(element, message.format(details));
    }

    /** An error whose text is already made. */
    public void error(Element element, String text) {
        error(() -> messager.printMessage(Diagnostic.Kind.ERROR, text, element));
    }

    /** An error on the value of an annotation's attribute, or on the annotation if it does not say that attribute. */
    public void error(Element element, AnnotationMirror mirror, @Nullable String attribute, String text) {
        AnnotationValue value = attribute == null ? null : value(mirror, attribute);
        error(
                value == null
                        ? () -> messager.printMessage(Diagnostic.Kind.ERROR, text, element, mirror)
                        : () -> messager.printMessage(Diagnostic.Kind.ERROR, text, element, mirror, value));
    }

    /** An error that knows how to print itself. */
    void error(Runnable print) {
        failed = true;
        messages.add(print);
    }

    /** What is not done, though nothing is wrong with the declaration. */
    public void warning(Element element, Message message, Object... details) {
        messages.add(() -> messager.printMessage(Diagnostic.Kind.WARNING, message.format(details), element));
    }

    /** What may be meant though it seldom is. */
    void note(Element element, String text) {
        messages.add(() -> messager.printMessage(Diagnostic.Kind.NOTE, text, element));
    }

    /**
     * Something that the declaration names is not there. Another processor may write it; if none does, the compiler itself
     * says what is missing.
     */
    void waitForOthers() {
        waits = true;
    }

    /** Whether the declaration may be read without errors when other processors have written their files. */
    public boolean waits() {
        return waits;
    }

    /** Whether something is wrong or missing. */
    public boolean failed() {
        return failed || waits;
    }

    /** Prints all messages. */
    public void print() {
        messages.forEach(Runnable::run);
        messages.clear();
    }

    private static @Nullable AnnotationValue value(AnnotationMirror mirror, String attribute) {
        for (ExecutableElement method : mirror.getElementValues().keySet()) {
            if (method.getSimpleName().contentEquals(attribute)) {
                return mirror.getElementValues().get(method);
            }
        }
        return null;
    }
}
