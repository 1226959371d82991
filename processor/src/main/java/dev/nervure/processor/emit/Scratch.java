package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Floats;
import dev.nervure.processor.plan.Sizes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * What the methods of one class ask for beside the values: working memory, one field a name and as long as the longest
 * wish, and constants, in the order in which they are asked for.
 */
final class Scratch {
    private static final int CONSTANTS =
            50; // of a class; each takes up to 100 bytes of the 8,000 that a method may have
    private static final int TABLE = 500; // floats of an initializer; each takes 8 bytes

    /** {@code rows} is 0 for a single row. */
    private record Length(int rows, int length) {}

    private final NameScope names;
    private final Map<String, String> given;
    private final Map<String, String> elsewhere;
    private final String prefix;
    private final Map<String, Length> lengths = new LinkedHashMap<>();
    private final SizeConstants sizes;
    private final Map<String, ClassName> objects = new LinkedHashMap<>();
    private final Map<String, FieldSpec> constants = new LinkedHashMap<>();
    private final List<String> further = new ArrayList<>();
    private final List<TypeSpec> holders = new ArrayList<>();

    /** @param names those that neither a field nor a variable has */
    Scratch(NameScope names) {
        this(names, new HashMap<>(), Map.of(), "");
    }

    /** @param prefix what stands before the constants that are elsewhere */
    private Scratch(NameScope names, Map<String, String> given, Map<String, String> elsewhere, String prefix) {
        this.names = names;
        this.given = given;
        this.elsewhere = elsewhere;
        this.prefix = prefix;
        this.sizes = new SizeConstants(this::name);
    }

    /** The same for a class that can use the constants of this one, whose methods are written by now. */
    Scratch of(ClassName type) {
        String before = type.simpleName() + ".";
        Map<String, String> here = new HashMap<>();
        given.forEach((key, name) -> {
            if (constants.containsKey(name)) {
                here.put(key, before + within(name));
            }
        });
        return new Scratch(names, new HashMap<>(given), here, before);
    }

    /** A row of at least {@code length} floats; the same for the same wish. */
    String floats(String wanted, int length) {
        return rows(wanted, 0, length);
    }

    String rows(String wanted, int rows, int length) {
        String name = name(wanted);
        lengths.merge(
                name,
                new Length(rows, length),
                (a, b) -> new Length(Math.max(a.rows(), b.rows()), Math.max(a.length(), b.length())));
        return name;
    }

    /** An object of a class with a constructor without parameters. */
    String object(String wanted, ClassName type) {
        String name = name(wanted + " " + type, wanted);
        objects.put(name, type);
        return name;
    }

    String constant(String wanted, List<Float> values) {
        if (values.size() > TABLE) {
            return table(wanted, values);
        }
        return constant(
                wanted,
                Types.FLOATS,
                values.stream()
                        .map(value -> CodeBlock.of("$L", Floats.literal(value)))
                        .collect(CodeBlock.joining(",$W", "{", "}")));
    }

    /** A table that is too long for one initializer: filled by methods of a nested class. */
    private String table(String wanted, List<Float> values) {
        String key = wanted + " = " + values;
        if (elsewhere.containsKey(key)) {
            return elsewhere.get(key);
        }
        String known = given.get(key);
        if (known != null) {
            return known;
        }
        String holder = names.add(Identifiers.constant(wanted) + "_TABLE");
        TypeSpec.Builder type = TypeSpec.classBuilder(holder)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        MethodSpec.Builder of = MethodSpec.methodBuilder("of")
                .addModifiers(Modifier.STATIC)
                .returns(Types.FLOATS)
                .addStatement("float[] values = new float[$L]", values.size());
        for (int from = 0, part = 1; from < values.size(); from += TABLE, part++) {
            MethodSpec.Builder fill = MethodSpec.methodBuilder("fill" + part)
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                    .addParameter(Types.FLOATS, "values");
            for (int i = from; i < Math.min(values.size(), from + TABLE); i++) {
                fill.addStatement("values[$L] = $L", i, Floats.literal(values.get(i)));
            }
            type.addMethod(fill.build());
            of.addStatement("fill$L(values)", part);
        }
        holders.add(type.addMethod(of.addStatement("return values").build()).build());
        String constant = constant(wanted, Types.FLOATS, CodeBlock.of("$L.of()", holder));
        given.put(key, constant);
        return constant;
    }

    /** The axes of a value, whose sizes are constants that the class has if its methods mention them. */
    Axes axes(Value value, Sizes axes) {
        return sizes.axes(value.shape(), axes);
    }

    /** A constant of the class: the same for the same wish and value. */
    String constant(String wanted, TypeName type, CodeBlock value) {
        // A constant that is made of another one says the same here and elsewhere.
        String key = wanted + " = " + value.toString().replace(prefix, "");
        if (elsewhere.containsKey(key)) {
            return elsewhere.get(key);
        }
        String constant = name(key, Identifiers.constant(wanted));
        constants.computeIfAbsent(constant, name -> FieldSpec.builder(type, name, Modifier.STATIC, Modifier.FINAL)
                .initializer(value)
                .build());
        return within(constant);
    }

    /** The constants of a class are set in one method, so that the further ones stand in nested classes. */
    private String within(String constant) {
        int at = List.copyOf(constants.keySet()).indexOf(constant);
        if (at < CONSTANTS) {
            return constant;
        }
        int holder = at / CONSTANTS;
        while (further.size() < holder) {
            further.add(names.add("FURTHER" + (further.size() + 1)));
        }
        return further.get(holder - 1) + "." + constant;
    }

    private String name(String wanted) {
        return name(wanted, wanted);
    }

    private String name(String key, String wanted) {
        return given.computeIfAbsent(key, k -> names.add(wanted));
    }

    /** The wanted name for a variable, or one like it that nothing else has. */
    String free(String wanted) {
        return names.free(wanted);
    }

    /**
     * Adds the constants to the class whose methods asked for them.
     *
     * @param mentioned the words of its methods
     */
    void addConstants(TypeSpec.Builder type, Set<String> mentioned) {
        sizes.add(mentioned, type);
        List<FieldSpec> all = List.copyOf(constants.values());
        all.subList(0, Math.min(CONSTANTS, all.size())).forEach(type::addField);
        for (int i = 0; i < further.size(); i++) {
            int from = (i + 1) * CONSTANTS;
            type.addType(TypeSpec.classBuilder(further.get(i))
                    .addModifiers(Modifier.STATIC, Modifier.FINAL)
                    .addFields(all.subList(from, Math.min(all.size(), from + CONSTANTS)))
                    .addMethod(MethodSpec.constructorBuilder()
                            .addModifiers(Modifier.PRIVATE)
                            .build())
                    .build());
        }
        holders.forEach(type::addType);
    }

    /** The fields that hold them. */
    List<FieldSpec> fields() {
        List<FieldSpec> fields = new ArrayList<>();
        lengths.forEach((name, length) -> {
            boolean single = length.rows() == 0;
            fields.add(FieldSpec.builder(single ? Types.FLOATS : Types.FLOAT_ROWS, name, Modifier.FINAL)
                    .initializer(
                            single
                                    ? CodeBlock.of("new float[$L]", length.length())
                                    : CodeBlock.of("new float[$L][$L]", length.rows(), length.length()))
                    .build());
        });
        objects.forEach((name, type) -> fields.add(FieldSpec.builder(type, name, Modifier.FINAL)
                .initializer("new $T()", type)
                .build()));
        return fields;
    }

    TypeName type(String name) {
        ClassName object = objects.get(name);
        Length length = lengths.get(name);
        return object != null ? object : length != null && length.rows() > 0 ? Types.FLOAT_ROWS : Types.FLOATS;
    }
}
