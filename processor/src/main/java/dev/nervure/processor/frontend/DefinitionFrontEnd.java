package dev.nervure.processor.frontend;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.network.Message;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
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
    private final TypeElement type;
    private final AnnotationMirror mirror;
    private final Reporter reporter;
    private final SourceTrees trees;

    private DefinitionFrontEnd(ProcessingEnvironment environment, TypeElement type, Reporter reporter) {
        this.environment = environment;
        this.type = type;
        this.mirror = mirror(type);
        this.reporter = reporter;
        this.trees = SourceTrees.of(environment);
    }

    /** Whether an annotated type names a definition, instead of declaring the network itself. */
    public static boolean isNamedBy(TypeElement type) {
        return value(mirror(type)) != null;
    }

    /**
     * The network that a definition declares; null if errors were reported.
     *
     * @param generated the qualified names of the classes that will be generated
     * @param seconds how long {@code define()} may take
     */
    public static @Nullable Network read(
            ProcessingEnvironment environment,
            TypeElement type,
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

    private static AnnotationMirror mirror(TypeElement type) {
        return Objects.requireNonNull(Mirrors.find(type, NeuralNetwork.class.getSimpleName()));
    }

    /** What the attribute {@code definition} says: a type, or what a compiler gives for one that it does not know. */
    private static @Nullable Object value(AnnotationMirror mirror) {
        return mirror.getElementValues().entrySet().stream()
                .filter(entry -> entry.getKey().getSimpleName().contentEquals("definition"))
                .map(entry -> entry.getValue().getValue())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable TypeElement named(AnnotationMirror mirror) {
        boolean known = value(mirror) instanceof DeclaredType named
                && named.getKind() == TypeKind.DECLARED
                && named.asElement() instanceof TypeElement;
        return known ? (TypeElement) ((DeclaredType) Objects.requireNonNull(value(mirror))).asElement() : null;
    }

    /** The class to run, if it can be made; otherwise null, and an error was reported. */
    private @Nullable TypeElement definition() {
        TypeElement named = named(mirror);
        if (named == null && (isNamedBy(type) || hasUnknownSupertype(type))) {
            reporter.waitForOthers();
            return null;
        }
        boolean declares = isDefinition(type)
                || ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                        .anyMatch(method -> !Mirrors.layers(method).isEmpty());
        if (named != null && declares) {
            reporter.error(
                    type,
                    mirror,
                    "definition",
                    Message.DECLARED_TWICE.format(type.getSimpleName(), named.getSimpleName()));
            return null;
        }
        if (named == null && !isDefinition(type)) {
            reporter.error(type, Message.NOT_AN_INTERFACE, type.getSimpleName());
            return null;
        }
        Object loss = Mirrors.attributes(mirror, environment.getElementUtils()).get("loss");
        if (loss != null && loss != Loss.NONE) {
            reporter.error(type, mirror, "loss", Message.LOSS_OF_DEFINITION.format(loss, loss));
            return null;
        }
        Object classes =
                Mirrors.attributes(mirror, environment.getElementUtils()).get("classes");
        if (classes instanceof List<?> names && !names.isEmpty()) {
            reporter.error(type, mirror, "classes", Message.CLASSES_OF_DEFINITION.format());
            return null;
        }
        TypeElement definition = named == null ? type : named;
        String obstacle = obstacle(definition);
        if (obstacle != null) {
            String text = Message.CANNOT_BE_MADE.format(definition.getSimpleName(), obstacle);
            if (named == null) {
                reporter.error(type, text);
            } else {
                reporter.error(type, mirror, "definition", text);
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
            return checked(DefinitionRun.network(type, simple, loader, surroundings, seconds));
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

    private @Nullable Network checked(Network network) {
        NameCheck.problems(network).values().forEach(text -> reporter.error(type, text));
        Mistakes.errors(network).values().forEach(text -> reporter.error(type, text));
        Streamed.problems(type, network).values().forEach(text -> reporter.error(type, text));
        Mistakes.notes(network).values().forEach(text -> reporter.note(type, text));
        return reporter.failed() ? null : network;
    }

    private void report(Refusal refusal) {
        TypeElement place =
                refusal.line() == 0 ? null : environment.getElementUtils().getTypeElement(refusal.place());
        Runnable atLine = place == null ? null : trees.error(place, refusal.line(), refusal.text());
        if (atLine != null) {
            reporter.error(atLine);
        } else {
            reporter.error(type, refusal.text());
        }
        if (refusal.isForWantOfAClass()) {
            reporter.waitForOthers();
        }
    }
}
