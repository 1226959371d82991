package dev.nervure.processor.declaration;

/**
 * A type that a method names.
 *
 * @param name its qualified name, or what the source says where the compiler does not know it
 * @param known whether the compiler knows it
 */
public record TypeUse(String name, boolean known) {}
