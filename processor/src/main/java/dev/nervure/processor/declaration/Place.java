package dev.nervure.processor.declaration;

import javax.tools.Diagnostic;

/** A part of a source that a message can point at. */
public interface Place {
    /** Prints a message there, by the means of the compiler. */
    void print(Diagnostic.Kind kind, String text);
}
