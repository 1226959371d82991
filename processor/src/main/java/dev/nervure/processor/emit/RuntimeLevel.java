package dev.nervure.processor.emit;

/**
 * The level of nervure-runtime that generated code calls: the number in {@code dev.nervure.runtime.generated.Level}, which
 * says when it changes.
 */
final class RuntimeLevel {
    static final int LEVEL = 3;

    private RuntimeLevel() {}
}
