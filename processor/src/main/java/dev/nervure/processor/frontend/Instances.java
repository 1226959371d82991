package dev.nervure.processor.frontend;

import dev.nervure.dsl.NetworkDefinition;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;

/** Makes definitions. */
public final class Instances {
    private Instances() {}

    /** A new instance, or the only one of an {@code object} in Kotlin. */
    public static NetworkDefinition of(Class<?> type)
            throws NoSuchMethodException, InstantiationException, IllegalAccessException, InvocationTargetException {
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().equals("INSTANCE") && field.getType() == type) {
                field.setAccessible(true);
                return (NetworkDefinition) Objects.requireNonNull(field.get(null));
            }
        }
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return (NetworkDefinition) constructor.newInstance();
    }
}
