package dev.nervure.processor.declaration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An annotated type. */
public interface TypeDeclaration extends AnnotatedDeclaration {
    /** The name without package and enclosing types. */
    String simpleName();

    /** The package; empty for the unnamed one. */
    String packageName();

    /** The type that it is declared in; null at the top level. */
    @Nullable
    TypeDeclaration enclosing();

    /** Whether it is an interface, and no annotation. */
    boolean isInterface();

    /** Whether it has type parameters. */
    boolean isGeneric();

    /** Whether its class file is public. */
    boolean isPublic();

    /** Whether other classes of its package cannot use it. */
    boolean isPrivate();

    /** The interfaces that it names as its own, by qualified name. */
    List<String> superinterfaces();

    /** The methods that it declares, in the order of the source. */
    List<MethodDeclaration> methods();

    /** The comment of documentation without its stars; empty if it has none. */
    String doc();
}
