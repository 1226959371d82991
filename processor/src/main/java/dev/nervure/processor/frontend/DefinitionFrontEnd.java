package dev.nervure.processor.frontend;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.declaration.Place;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link NetworkDefinition} while the compilation that it belongs to is under way: compiles its source by itself, or
 * takes its class file, and calls {@code define()} in a thread of its own, for a limited time.
 */
public final class DefinitionFrontEnd {
    private final ProcessingEnvironment environment;
    private final ElementType type;
    private final Reporter reporter;
    private final SourceTrees trees;

    private DefinitionFrontEnd(ProcessingEnvironment environment, ElementType type, Reporter reporter) {
        this.environment = environment;
        this.type = type;
        this.reporter = reporter;
        this.trees = SourceTrees.of(environment);
    }

    /**
     * The network that a definition declares; null if errors were reported.
     *
     * @param generated the qualified names of the classes that will be generated
     * @param seconds how long {@code define()} may take
     */
    public static @Nullable Network read(
            ProcessingEnvironment environment,
            ElementType type,
            Set<String> generated,
            int seconds,
            Reporter reporter) {
        DefinitionFrontEnd frontEnd = new DefinitionFrontEnd(environment, type, reporter);
        TypeElement definition = frontEnd.definition();
        if (definition == null) {
            return null;
        }
        try {
            return frontEnd.network(definition, generated, seconds);
        } catch (Refusal e) {
            frontEnd.report(e);
            return null;
        }
    }

    /** What the attribute {@code definition} says; null where it names nothing that the compiler knows. */
    private @Nullable TypeElement named() {
        AnnotationValue value = ((MirrorAnnotation) DefinitionRules.annotation(type)).value(DefinitionRules.DEFINITION);
        return value != null
                        && value.getValue() instanceof DeclaredType named
                        && named.getKind() == TypeKind.DECLARED
                        && named.asElement() instanceof TypeElement element
                ? element
                : null;
    }

    /** The class to run, if it can be made; otherwise null, and an error was reported. */
    private @Nullable TypeElement definition() {
        TypeElement named = named();
        if (named == null && (DefinitionRules.nameOne(type) || hasUnknownSupertype(type.element()))) {
            reporter.waitForOthers();
            return null;
        }
        if (named != null) {
            String name = named.getSimpleName().toString();
            if (DefinitionRules.declareTwice(type, isDefinition(type.element()), name, reporter)) {
                return null;
            }
        } else if (!isDefinition(type.element())) {
            reporter.error(type, Message.NOT_AN_INTERFACE, type.simpleName());
            return null;
        }
        if (!DefinitionRules.leaveTheRest(type, reporter)) {
            return null;
        }
        TypeElement definition = named == null ? type.element() : named;
        String obstacle = obstacle(definition);
        if (obstacle != null) {
            String text = Message.CANNOT_BE_MADE.format(definition.getSimpleName(), obstacle);
            if (named == null) {
                reporter.error(type, text);
            } else {
                reporter.error(DefinitionRules.annotation(type).place(DefinitionRules.DEFINITION), text);
            }
            return null;
        }
        return definition;
    }

    private boolean isDefinition(TypeElement candidate) {
        TypeElement definition = environment.getElementUtils().getTypeElement(NetworkDefinition.class.getName());
        return candidate.getKind() != ElementKind.INTERFACE
                && environment.getTypeUtils().isSubtype(candidate.asType(), definition.asType());
    }

    private boolean hasUnknownSupertype(TypeElement candidate) {
        for (TypeMirror parent : environment.getTypeUtils().directSupertypes(candidate.asType())) {
            boolean unknown = parent.getKind() == TypeKind.ERROR;
            if (unknown
                    || (parent instanceof DeclaredType known && hasUnknownSupertype((TypeElement) known.asElement()))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String obstacle(TypeElement definition) {
        Set<Modifier> modifiers = definition.getModifiers();
        if (modifiers.contains(Modifier.ABSTRACT)) {
            return "is abstract";
        }
        boolean inner = definition.getEnclosingElement() instanceof TypeElement && !modifiers.contains(Modifier.STATIC);
        if (inner) {
            return "is an inner class, not a static one";
        }
        return isObject(definition)
                        || ElementFilter.constructorsIn(definition.getEnclosedElements()).stream()
                                .anyMatch(DefinitionFrontEnd::isAccessible)
                ? null
                : "has no constructor without parameters, or a private one";
    }

    private static boolean isAccessible(ExecutableElement constructor) {
        return constructor.getParameters().isEmpty()
                && !constructor.getModifiers().contains(Modifier.PRIVATE);
    }

    /** Kotlin's {@code object} is one instance in a field. */
    private static boolean isObject(TypeElement definition) {
        return ElementFilter.fieldsIn(definition.getEnclosedElements()).stream()
                .anyMatch(field -> field.getSimpleName().contentEquals("INSTANCE")
                        && field.getModifiers().contains(Modifier.STATIC)
                        && field.asType()
                                .toString()
                                .equals(definition.getQualifiedName().toString()));
    }

    private @Nullable Network network(TypeElement definition, Set<String> generated, int seconds) {
        Surroundings surroundings = new Surroundings(environment, trees, generated);
        NestedCompiler compiler = new NestedCompiler(surroundings, environment.getSourceVersion(), generated);
        DefinitionLoader loader = new DefinitionLoader(surroundings, compiler);
        try {
            String name =
                    environment.getElementUtils().getBinaryName(definition).toString();
            Class<?> type = load(name, definition, loader);
            String simple = definition.getSimpleName().toString();
            Network network = DefinitionRun.network(type, simple, loader, surroundings::close, seconds);
            return DefinitionRules.checked(this.type, network, reporter);
        } finally {
            surroundings.close();
        }
    }

    private Class<?> load(String name, TypeElement definition, DefinitionLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            String simple = definition.getSimpleName().toString();
            throw new Refusal(Message.NOT_FOUND.format(simple, simple));
        }
    }

    private void report(Refusal refusal) {
        TypeElement place =
                refusal.line() == 0 ? null : environment.getElementUtils().getTypeElement(refusal.place());
        Place atLine = place == null ? null : trees.place(place, refusal.line());
        reporter.error(atLine == null ? type : atLine, refusal.text());
        if (refusal.isForWantOfAClass()) {
            reporter.waitForOthers();
        }
    }
}
