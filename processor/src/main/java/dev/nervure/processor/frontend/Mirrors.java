package dev.nervure.processor.frontend;

import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads annotations of the declaration language, as javac knows them, into layers. */
final class Mirrors {
    static final String DSL = "dev.nervure.dsl";

    private Mirrors() {}

    /** The simple name of an annotation of the declaration language; null for any other annotation. */
    static @Nullable String dslName(AnnotationMirror mirror) {
        TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
        String name = type.getQualifiedName().toString();
        boolean ours = name.startsWith(DSL + ".") && name.lastIndexOf('.') == DSL.length();
        return ours ? type.getSimpleName().toString() : null;
    }

    /** The annotation of that name on an element; null if it has none. */
    static @Nullable AnnotationMirror find(Element element, String simpleName) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (simpleName.equals(dslName(mirror))) {
                return mirror;
            }
        }
        return null;
    }

    /** The annotations that say a layer. */
    static List<AnnotationMirror> layers(Element element) {
        List<AnnotationMirror> found = new ArrayList<>();
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            String name = dslName(mirror);
            if (name != null && Layers.layer(name) != null) {
                found.add(mirror);
            }
        }
        return found;
    }

    /** Whether every attribute has a value of the right type; where one has not, the compiler says so. */
    static boolean isComplete(AnnotationMirror mirror, Elements elements) {
        Map<? extends ExecutableElement, ? extends AnnotationValue> values =
                elements.getElementValuesWithDefaults(mirror);
        return ElementFilter.methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements()).stream()
                .allMatch(method -> {
                    AnnotationValue value = values.get(method);
                    return value != null && fits(value.getValue(), method.getReturnType());
                });
    }

    /** javac gives the text {@code <error>} for what it cannot evaluate. */
    private static boolean fits(Object value, TypeMirror type) {
        if (value instanceof List<?> list) {
            return type instanceof ArrayType array
                    && list.stream()
                            .allMatch(item -> fits(((AnnotationValue) item).getValue(), array.getComponentType()));
        }
        if (value instanceof String) {
            return type.toString().equals(String.class.getName());
        }
        return !(value instanceof VariableElement constant) || constant.getKind() == ElementKind.ENUM_CONSTANT;
    }

    /** The layer that an annotation says. */
    static Layer read(AnnotationMirror mirror, Elements elements) {
        String name = Objects.requireNonNull(dslName(mirror));
        Class<? extends Layer> type = Objects.requireNonNull(Layers.layer(name), name);
        return Layers.of(type, attributes(mirror, elements));
    }

    /** The attributes by name, as the annotation itself would return them. */
    static Map<String, Object> attributes(AnnotationMirror mirror, Elements elements) {
        Map<String, Object> attributes = new HashMap<>();
        elements.getElementValuesWithDefaults(mirror)
                .forEach(
                        (method, value) -> attributes.put(method.getSimpleName().toString(), plain(value)));
        return attributes;
    }

    private static Object plain(AnnotationValue value) {
        Object plain = value.getValue();
        if (plain instanceof List<?> list) {
            return list.stream().map(item -> plain((AnnotationValue) item)).toList();
        }
        return plain instanceof VariableElement constant ? enumConstant(constant) : plain;
    }

    private static Object enumConstant(VariableElement constant) {
        TypeElement type = (TypeElement) Objects.requireNonNull(constant.getEnclosingElement());
        try {
            Class<?> loaded = Class.forName(type.getQualifiedName().toString());
            for (Object candidate : Objects.requireNonNull(loaded.getEnumConstants())) {
                if (((Enum<?>) candidate).name().contentEquals(constant.getSimpleName())) {
                    return candidate;
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("an annotation of " + DSL + " has an attribute of " + type, e);
        }
        throw new IllegalStateException(type + " has no " + constant);
    }
}
