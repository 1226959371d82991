package dev.nervure.processor.declaration;

/** A parameter of a method. */
public interface ParameterDeclaration extends Place {
    /** The name in the source. */
    String name();

    /** The type. */
    TypeUse type();
}
