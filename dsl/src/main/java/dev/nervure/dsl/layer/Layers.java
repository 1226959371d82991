package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Message;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes layer records by the names of their attributes, so that annotations, builder calls and tests share one way and
 * the defaults stand in one place, the annotation.
 */
public final class Layers {
    private Layers() {}

    /** The layer with the defaults of its annotation, which must have one for every attribute. */
    public static <L extends Layer> L defaults(Class<L> type) {
        return of(type, Map.of());
    }

    /**
     * The layer with the given attributes, and the annotation's defaults for the others. An array of the
     * annotation is a list in the record; a single value stands for a list of one. A tensor stands for true: the layer reads
     * it, see {@link #tensors}.
     */
    public static <L extends Layer> L of(Class<L> type, Map<String, ?> attributes) {
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = attributes.get(component.getName());
            values.add(value != null ? value : defaultOf(annotation(type), component.getName()));
        }
        return create(type, values);
    }

    /** The tensors among attributes, which the layer reads behind those of the call, in the order of the record. */
    public static List<Tensor> tensors(Class<? extends Layer> type, Map<String, ?> attributes) {
        List<Tensor> tensors = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (attributes.get(component.getName()) instanceof Tensor tensor) {
                tensors.add(tensor);
            }
        }
        return tensors;
    }

    /** The same layer with another value for one attribute. */
    public static <L extends Layer> L with(L layer, String attribute, Object value) {
        @SuppressWarnings("unchecked")
        Class<L> type = (Class<L>) layer.getClass();
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            values.add(component.getName().equals(attribute) ? value : get(component, layer));
        }
        return create(type, values);
    }

    /**
     * Refuses numbers with which nothing can be computed.
     *
     * @throws NetworkException if an attribute is infinite or not a number
     */
    public static void requireFinite(Layer layer) {
        for (RecordComponent component : layer.getClass().getRecordComponents()) {
            Object value = get(component, layer);
            for (Object number : value instanceof List<?> list ? list : List.of(value)) {
                if (number instanceof Float f && !Float.isFinite(f)) {
                    String attribute = component.getName();
                    throw NetworkException.attribute(attribute, Message.OUT_OF_RANGE, attribute, "finite", f);
                }
            }
        }
    }

    /** The annotation that declares a layer: {@code dev.nervure.dsl.Dense} for {@code DenseLayer}. */
    public static Class<?> annotation(Class<? extends Layer> type) {
        String name = type.getSimpleName();
        try {
            return Class.forName("dev.nervure.dsl." + name.substring(0, name.length() - "Layer".length()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(type + " has no annotation", e);
        }
    }

    /** The layer that an annotation declares: {@code DenseLayer} for {@code Dense}; null if it declares none. */
    public static @Nullable Class<? extends Layer> layer(String annotationSimpleName) {
        try {
            return Class.forName("dev.nervure.dsl.layer." + annotationSimpleName + "Layer")
                    .asSubclass(Layer.class);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static Object defaultOf(Class<?> annotation, String attribute) {
        try {
            Method method = annotation.getDeclaredMethod(attribute);
            Object value = method.getDefaultValue();
            if (value == null) {
                throw new IllegalArgumentException("@" + annotation.getSimpleName() + " needs " + attribute);
            }
            return value;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(annotation + " has no attribute " + attribute, e);
        }
    }

    private static Object get(RecordComponent component, Layer layer) {
        try {
            return component.getAccessor().invoke(layer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object fit(Object value, Class<?> type) {
        if (type != List.class) {
            return value instanceof Tensor ? true : value;
        }
        if (value instanceof List<?> list) {
            return List.copyOf(list);
        }
        return value.getClass().isArray()
                ? IntStream.range(0, Array.getLength(value))
                        .mapToObj(i -> Array.get(value, i))
                        .toList()
                : List.of(value);
    }

    private static <L extends Layer> L create(Class<L> type, List<Object> values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Object[] arguments = IntStream.range(0, types.length)
                .mapToObj(i -> fit(values.get(i), types[i]))
                .toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type + " of " + values, e);
        }
    }
}
