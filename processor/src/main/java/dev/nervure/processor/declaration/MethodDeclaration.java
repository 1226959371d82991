package dev.nervure.processor.declaration;

import java.util.List;

/** A method of an annotated type. A property of Kotlin is its getter. */
public interface MethodDeclaration extends AnnotatedDeclaration {
    /** The name in the class file, {@code getPixels} of a property {@code pixels}. */
    String name();

    /** Whether it has no body. */
    boolean isAbstract();

    /** Whether it has type parameters. */
    boolean isGeneric();

    /** The type that it returns. */
    TypeUse returnType();

    /** The parameters in order. */
    List<ParameterDeclaration> parameters();
}
