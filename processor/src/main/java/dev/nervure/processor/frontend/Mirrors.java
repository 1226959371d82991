package dev.nervure.processor.frontend;

import dev.nervure.processor.declaration.AnnotationUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** What annotations of the declaration language say, as annotation processing shows them. */
final class Mirrors {
    private Mirrors() {}

    /** The simple name of an annotation of the declaration language; null for any other annotation. */
    static @Nullable String dslName(AnnotationMirror mirror) {
        TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
        String name = type.getQualifiedName().toString();
        boolean ours = name.startsWith(AnnotationUse.LANGUAGE + ".")
                && name.lastIndexOf('.') == AnnotationUse.LANGUAGE.length();
        return ours ? type.getSimpleName().toString() : null;
    }

    /** The annotations of the declaration language within the one that a compiler writes for several of a kind. */
    static List<AnnotationMirror> repeated(AnnotationMirror container) {
        Object value = container.getElementValues().entrySet().stream()
                .filter(entry -> entry.getKey().getSimpleName().contentEquals("value"))
                .map(entry -> entry.getValue().getValue())
                .findFirst()
                .orElse(null);
        List<AnnotationMirror> found = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) {
                if (((AnnotationValue) item).getValue() instanceof AnnotationMirror mirror && dslName(mirror) != null) {
                    found.add(mirror);
                }
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
            throw new IllegalStateException(
                    "an annotation of " + AnnotationUse.LANGUAGE + " has an attribute of " + type, e);
        }
        throw new IllegalStateException(type + " has no " + constant);
    }
}
