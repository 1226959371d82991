package dev.nervure.processor.frontend;

import dev.nervure.dsl.network.Message;
import dev.nervure.processor.declaration.Place;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;

/**
 * Collects what is wrong with one declaration, each error with its place. Nothing is printed before {@link #print}: a
 * declaration that names what another processor has still to write is read again in the next round, without a word.
 */
public final class Reporter {
    private final List<Runnable> messages = new ArrayList<>();
    private boolean failed;
    private boolean waits;

    /** An error at a place. */
    public void error(Place place, Message message, Object... details) {
        error(place, message.format(details));
    }

    /** An error whose text is already made. */
    public void error(Place place, String text) {
        failed = true;
        messages.add(() -> place.print(Diagnostic.Kind.ERROR, text));
    }

    /** What is not done, though nothing is wrong with the declaration. */
    public void warning(Place place, Message message, Object... details) {
        messages.add(() -> place.print(Diagnostic.Kind.WARNING, message.format(details)));
    }

    /** What may be meant though it seldom is. */
    void note(Place place, String text) {
        messages.add(() -> place.print(Diagnostic.Kind.NOTE, text));
    }

    /**
     * Something that the declaration names is not there. Another processor may write it; if none does, the compiler itself
     * says what is missing.
     */
    public void waitForOthers() {
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
}
