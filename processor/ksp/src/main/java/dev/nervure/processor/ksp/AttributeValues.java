package dev.nervure.processor.ksp;

import com.google.devtools.ksp.symbol.KSClassDeclaration;
import com.google.devtools.ksp.symbol.KSDeclaration;
import com.google.devtools.ksp.symbol.KSType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of attributes: KSP gives them as the source says them, here they get the attribute's type. */
final class AttributeValues {
    private AttributeValues() {}

    /** A value as the annotation itself would return it, with lists for arrays; null if it is none of that type. */
    static @Nullable Object plain(Class<?> type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (type.isArray()) {
            return list(type.getComponentType(), value);
        }
        if (type.isEnum()) {
            return constant(type, value);
        }
        if (type == Class.class) {
            return value;
        }
        if (value instanceof Number number) {
            return number(type, number);
        }
        boolean fits = (type == boolean.class && value instanceof Boolean)
                || (type == String.class && value instanceof String);
        return fits ? value : null;
    }

    /** Java lets the braces around a single element be left out. */
    private static @Nullable List<Object> list(Class<?> type, Object value) {
        List<Object> items = new ArrayList<>();
        if (value instanceof List<?> several) {
            items.addAll(several);
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(Array.get(value, i));
            }
        } else {
            items.add(value);
        }
        List<Object> plain = new ArrayList<>();
        for (Object item : items) {
            Object each = plain(type, item);
            if (each == null) {
                return null;
            }
            plain.add(each);
        }
        return List.copyOf(plain);
    }

    private static @Nullable Object number(Class<?> type, Number number) {
        if (type == int.class) {
            return number.intValue();
        }
        if (type == long.class) {
            return number.longValue();
        }
        if (type == float.class) {
            return number.floatValue();
        }
        return type == double.class ? number.doubleValue() : null;
    }

    private static @Nullable Object constant(Class<?> type, Object value) {
        if (type.isInstance(value)) {
            return value; // a default
        }
        KSDeclaration named = value instanceof KSType of ? of.getDeclaration() : null;
        String name = value instanceof KSClassDeclaration entry
                ? entry.getSimpleName().asString()
                : named == null ? "" : named.getSimpleName().asString();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
