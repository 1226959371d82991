package dev.nervure.processor.report;

import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.PlaceholderLayer;
import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.layer.TargetLayer;
import dev.nervure.processor.op.Floats;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a layer says beyond the defaults of its annotation. */
final class Attributes {
    private Attributes() {}

    /** {@code units = 64}, {@code activation = RELU}. */
    static List<String> of(Layer layer) {
        if (layer instanceof RepeatLayer repeat) {
            return List.of("times = " + repeat.times(), "recompute = " + repeat.recompute());
        }
        if (layer instanceof PlaceholderLayer) {
            return List.of();
        }
        boolean given = layer instanceof InputLayer || layer instanceof TargetLayer; // the value is the tensor's shape
        Class<?> annotation = Layers.annotation(layer.getClass());
        List<String> said = new ArrayList<>();
        try {
            for (RecordComponent component : layer.getClass().getRecordComponents()) {
                String value = text(component.getAccessor().invoke(layer));
                String name = component.getName();
                boolean shape = given && name.equals("value");
                if (!shape
                        && !value.equals(text(annotation.getDeclaredMethod(name).getDefaultValue()))) {
                    said.add(name.equals("value") ? value : name + " = " + value);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return said;
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Float number) {
            return Floats.literal(number);
        }
        List<?> elements = value instanceof List<?> list ? list : List.of(value);
        if (value.getClass().isArray()) {
            elements = IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> Array.get(value, i))
                    .toList();
        }
        if (elements.size() == 1) {
            Object only = elements.get(0);
            return only instanceof Float number ? Floats.literal(number) : String.valueOf(only);
        }
        return elements.stream().map(Attributes::text).collect(Collectors.joining(", ", "{", "}"));
    }
}
