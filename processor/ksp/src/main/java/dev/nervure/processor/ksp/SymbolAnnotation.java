package dev.nervure.processor.ksp;

import com.google.devtools.ksp.symbol.KSAnnotation;
import com.google.devtools.ksp.symbol.KSName;
import com.google.devtools.ksp.symbol.KSValueArgument;
import com.google.devtools.ksp.symbol.Origin;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.Place;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An annotation as KSP shows it. The language's own classes tell the types of its attributes, and their defaults. */
final class SymbolAnnotation implements AnnotationUse {
    private final SymbolReader reader;
    private final KSAnnotation symbol;
    private final String name;
    private final Map<String, KSValueArgument> said = new LinkedHashMap<>();

    SymbolAnnotation(SymbolReader reader, KSAnnotation symbol, String name) {
        this.reader = reader;
        this.symbol = symbol;
        this.name = name;
        for (KSValueArgument argument : symbol.getArguments()) {
            KSName attribute = argument.getName();
            if (attribute != null && argument.getOrigin() != Origin.SYNTHETIC) {
                said.put(attribute.asString(), argument);
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> attributeNames() {
        return methods().map(Method::getName).sorted().toList();
    }

    private Stream<Method> methods() {
        try {
            return Stream.of(Class.forName(LANGUAGE + "." + name).getDeclaredMethods());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the module's Nervure and KSP's are of different versions", e);
        }
    }

    @Override
    public boolean says(String attribute) {
        return said.containsKey(attribute);
    }

    @Override
    public boolean isComplete() {
        return attributes().size() == methods().count();
    }

    /** Without those whose value is missing or of the wrong type. */
    @Override
    public Map<String, Object> attributes() {
        Map<String, Object> values = new HashMap<>();
        methods().forEach(method -> {
            KSValueArgument argument = said.get(method.getName());
            Object value = argument == null ? method.getDefaultValue() : argument.getValue();
            Object plain = AttributeValues.plain(method.getReturnType(), value);
            if (plain != null) {
                values.put(method.getName(), plain);
            }
        });
        return values;
    }

    /** Kotlin's compiler tells them itself. */
    @Override
    public Map<String, Place> unknownAttributes() {
        return Map.of();
    }

    @Override
    public Place place(@Nullable String attribute) {
        KSValueArgument argument = said.get(attribute);
        return reader.place(argument == null ? symbol : argument);
    }
}
