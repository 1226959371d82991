package dev.nervure.processor.onnx.declaration;

import dev.nervure.dsl.layer.Layer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Attributes of layers as words: {@code 3}, {@code 0.5}, {@code true}, {@code RELU}, {@code q_proj}, {@code [2,3]}. */
final class Values {
    private static final String WORD = "[\\w.\\-]*";

    private Values() {}

    /** The word for an attribute; null if there is none. */
    static @Nullable String write(RecordComponent component, Layer layer) {
        Object value;
        try {
            value = component.getAccessor().invoke(layer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(one -> isPlain(one) && !one.equals(""))
                    ? list.stream().map(Values::word).collect(Collectors.joining(",", "[", "]"))
                    : null;
        }
        return isPlain(value) ? word(value) : null;
    }

    private static boolean isPlain(Object value) {
        boolean plain = value instanceof Integer
                || value instanceof Float
                || value instanceof Boolean
                || value instanceof Enum<?>
                || value instanceof String;
        return plain && word(value).matches(WORD);
    }

    private static String word(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    /**
     * The value of an attribute.
     *
     * @throws IllegalArgumentException if the word is none
     */
    static Object read(RecordComponent component, String word) {
        if (component.getType() != List.class) {
            return one(component.getType(), word);
        }
        if (!word.startsWith("[") || !word.endsWith("]")) {
            throw new IllegalArgumentException("no list: " + word);
        }
        Class<?> element = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        String within = word.substring(1, word.length() - 1);
        return within.isEmpty()
                ? List.of()
                : Arrays.stream(within.split(",", -1))
                        .map(part -> one(element, part))
                        .toList();
    }

    private static Object one(Class<?> type, String word) {
        if (type == int.class || type == Integer.class) {
            return Integer.valueOf(word);
        }
        if (type == float.class || type == Float.class) {
            return Float.valueOf(word);
        }
        if (type == boolean.class) {
            return Boolean.valueOf(word);
        }
        if (type == String.class) {
            return word;
        }
        for (Object constant : type.isEnum() ? type.getEnumConstants() : new Object[0]) {
            if (((Enum<?>) constant).name().equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + word);
    }
}
