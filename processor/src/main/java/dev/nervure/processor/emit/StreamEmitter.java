package dev.nervure.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.stream.Rate;
import dev.nervure.processor.stream.Streams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** {@code …Stream}: the face of a stream. */
final class StreamEmitter {
    private final Declaration declaration;
    private final Declaration step;
    private final Declaration feed;
    private final Streams streams;
    private final String hash;
    private final Program one;
    private final List<Node> inputs;
    private final List<Node> outputs;
    private final String weights;
    private final String single;
    private final String several;
    private final String count;
    private final String from;
    private final String now;
    private final NameScope names;
    private final Map<Node, String> all = new HashMap<>();
    private final Map<Node, String> at = new HashMap<>();

    private StreamEmitter(Declaration declaration, Streams streams, String hash) {
        this.declaration = declaration;
        this.step = declaration.form(Declaration.STEP);
        this.feed = declaration.form(Declaration.FEED);
        this.streams = streams;
        this.hash = hash;
        this.one = streams.step();
        this.inputs = one.unit().inputs().stream()
                .filter(node -> !isGiven(node, streams))
                .toList();
        this.outputs = one.unit().outputs();
        List<String> taken = new ArrayList<>();
        one.unit().inputs().forEach(node -> taken.add(node.name()));
        outputs.forEach(node -> taken.add(node.name()));
        this.names = new NameScope(taken);
        this.weights = names.add("w");
        this.single = names.add("one");
        this.several = names.add("many");
        this.count = names.add("count");
        this.from = names.add("from");
        this.now = names.add("now");
        outputs.forEach(node -> {
            all.put(node, names.add(node.name() + "Places"));
            at.put(node, names.add(node.name() + "At"));
        });
    }

    static TypeSpec emit(Declaration declaration, Streams streams, String hash) {
        return new StreamEmitter(declaration, streams, hash).type();
    }

    /** Whether an input has no places of the variable axis, so that a stream is given it once. */
    static boolean isGiven(Node input, Streams streams) {
        return streams.timeAxis(input) < 0;
    }

    /** The method that says how many places of an output there were: {@code gave} takes what {@code before} is, and a rate. */
    static void places(MethodSpec.Builder method, Streams streams, String output, String before) {
        method.addCode("return switch ($L) {\n", output);
        for (Node node : streams.step().unit().outputs()) {
            Rate rate = streams.rate(node);
            String gave = "gave(" + before + rate.plus() + ", " + rate.over() + ")";
            method.addCode(
                    "    case $S -> $L;\n",
                    node.name(),
                    streams.timeAxis(node) < 0 ? "Math.min(1, " + gave + ")" : gave);
        }
        method.addCode("    default -> throw unknown($L);\n};\n", output);
    }

    private TypeSpec type() {
        TypeSpec.Builder type = Types.generatedClass(declaration, declaration.stream())
                .superclass(Types.COMPILED_STREAM)
                .addJavadoc(
                        "A stream of $L: takes the places of $L as they come. Belongs to one thread at a time.\nIts state has $L"
                                + " bytes.\n",
                        declaration.name(),
                        streams.time(),
                        String.format(Locale.ROOT, "%,d", streams.stateBytes()));
        type.addField(declaration.weights(), weights, Modifier.PRIVATE, Modifier.FINAL);
        type.addField(step.activations(), single, Modifier.PRIVATE, Modifier.FINAL);
        type.addField(feed.activations(), several, Modifier.PRIVATE);
        type.addMethod(MethodSpec.constructorBuilder()
                .addParameter(declaration.weights(), "w")
                .addStatement("this(w, new $T(1))", step.activations())
                .build());
        type.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(declaration.weights(), "w")
                .addParameter(step.activations(), "one")
                .addStatement("super($S, $S, one, $L)", declaration.name(), hash, streams.longest())
                .addStatement("this.$L = w", weights)
                .addStatement("this.$L = one", single)
                .build());
        one.unit().inputs().stream()
                .filter(node -> isGiven(node, streams))
                .forEach(node -> type.addMethod(given(node)));
        type.addMethod(step());
        if (outputs.size() == 1) {
            type.addMethod(feedForNewest());
        } else {
            outputs.forEach(node -> type.addMethod(accessor(node)));
        }
        type.addMethod(feedForAll());
        String output = new NameScope(List.of()).add("output");
        MethodSpec.Builder places = Methods.override("places", TypeName.INT).addParameter(String.class, output);
        places(places, streams, output, "");
        type.addMethod(places.build());
        type.addMethod(Methods.override("copy", declaration.stream())
                .addStatement("$1T copy = new $1T($2L)", declaration.stream(), weights)
                .addStatement("copy.goOnFrom(this)")
                .addStatement("return copy")
                .build());
        return type.build();
    }

    private MethodSpec given(Node node) {
        Value value = one.tensor(node);
        return MethodSpec.methodBuilder(node.name())
                .addJavadoc("Gives {@code $L $L} once, before the first place.", node.name(), value.shape())
                .addModifiers(Modifier.PUBLIC)
                .addParameter(Types.of(value), node.name())
                .addStatement(
                        "fill($1L, 0, $4L.$1L, $2L, $3S)",
                        node.name(),
                        value.shape().size(),
                        node.name(),
                        single)
                .addStatement("given()")
                .build();
    }

    private MethodSpec accessor(Node node) {
        Value value = one.tensor(node);
        return MethodSpec.methodBuilder(node.name())
                .addJavadoc(
                        "{@code $L} of the newest place {@code $L}: live.$L",
                        node.name(),
                        value.shape(),
                        each(node) ? "" : " Null if the newest call gave none.")
                .addModifiers(Modifier.PUBLIC)
                .returns(Types.of(value))
                .addStatement("return $L", newest(node))
                .build();
    }

    /** Whether a place of an input is one number. */
    private boolean single(Node input) {
        return one.tensor(input).shape().rank() == 1;
    }

    private TypeName ofPlace(Node input) {
        TypeName array = Types.of(one.tensor(input));
        return single(input) ? ((ArrayTypeName) array).componentType() : array;
    }

    /** Whether each place of the variable axis gives one of an output, or it has no places. */
    private boolean each(Node output) {
        return streams.timeAxis(output) < 0 || streams.rate(output).isEach();
    }

    /** The newest place of an output; null if the newest call gave none. */
    private CodeBlock newest(Node output) {
        Rate rate = streams.rate(output);
        CodeBlock newest = CodeBlock.of("$L.$L", single, output.name());
        return each(output) ? newest : CodeBlock.of("gave($L, $L) == 0 ? null : $L", rate.plus(), rate.over(), newest);
    }

    private MethodSpec step() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("step")
                .addJavadoc(
                        "Takes one place of $L. $L",
                        streams.time(),
                        outputs.size() == 1
                                ? "Returns what the whole forward pass gives there:\na live array, which the next call overwrites."
                                        + (each(outputs.get(0)) ? "" : " Null if this place gives none yet.")
                                : "The outputs are what the whole forward pass gives there.")
                .addModifiers(Modifier.PUBLIC);
        inputs.forEach(node -> method.addParameter(ofPlace(node), node.name()));
        method.addStatement("begin(1)").beginControlFlow("try");
        for (Node node : inputs) {
            if (single(node)) {
                method.addStatement("$2L.$1L[0] = $1L", node.name(), single);
            } else {
                int size = one.tensor(node).shape().size();
                method.addStatement("fill($1L, 0, $4L.$1L, $2L, $3S)", node.name(), size, node.name(), single);
            }
        }
        method.addStatement("$T.run($L, $L, 1)", step.forward(), weights, single)
                .addStatement("took(1)")
                .nextControlFlow("finally")
                .addStatement("end()")
                .endControlFlow();
        if (outputs.size() == 1) {
            method.returns(Types.of(one.tensor(outputs.get(0)))).addStatement("return $L", newest(outputs.get(0)));
        }
        return method.build();
    }

    private MethodSpec.Builder feed(String about) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder("feed").addJavadoc(about).addModifiers(Modifier.PUBLIC);
        inputs.forEach(node -> method.addParameter(Types.of(one.tensor(node)), node.name()));
        return method.addParameter(int.class, count);
    }

    private String arguments() {
        return inputs.stream().map(Node::name).collect(Collectors.joining(", "));
    }

    private MethodSpec feedForNewest() {
        Node output = outputs.get(0);
        return feed("Takes many places at once, by products of matrices. Returns what there is at the newest"
                        + (each(output) ? "." : ";\nnull if they give none yet."))
                .returns(Types.of(one.tensor(output)))
                .addStatement("feed($L, $L, null)", arguments(), count)
                .addStatement("return $L", newest(output))
                .build();
    }

    private MethodSpec feedForAll() {
        MethodSpec.Builder method =
                feed("Takes many places at once, and writes the outputs of all of them;\n{@code null} for those"
                        + " that are not wanted. The first call takes memory for up to " + places()
                        + " places, which stays.");
        outputs.forEach(node -> method.addParameter(Types.of(one.tensor(node)), node.name()));
        method.addStatement("begin($L)", count)
                .beginControlFlow("try")
                .beginControlFlow("if ($L == null)", several)
                .addStatement("$L = new $T($L)", several, feed.activations(), single)
                .endControlFlow();
        outputs.stream().filter(node -> !each(node)).forEach(node -> {
            Rate rate = streams.rate(node);
            method.addStatement("int $L = coming($L, $L, $L)", all.get(node), count, rate.plus(), rate.over());
            method.addStatement("int $L = 0", at.get(node));
        });
        method.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L += $3L)", from, count, places())
                .addStatement("int $L = Math.min($L, $L - $L)", now, places(), count, from);
        for (Node node : inputs) {
            int size = one.tensor(node).shape().size();
            method.addStatement(
                    "fill($1L, $2L, $5L.$1L, $3L, $4S)",
                    node.name(),
                    times(from, size),
                    times(now, size),
                    node.name(),
                    several);
        }
        method.addStatement("$L.places($L)", several, now)
                .addStatement("$T.run($L, $L, 1)", feed.forward(), weights, several)
                .addStatement("took($L)", now);
        outputs.forEach(node -> copies(node, method));
        return method.endControlFlow()
                .nextControlFlow("finally")
                .addStatement("end()")
                .endControlFlow()
                .build();
    }

    private static String times(String variable, int size) {
        return size == 1 ? variable : variable + " * " + size;
    }

    private int places() {
        return Math.min(Streams.FED, streams.time().max());
    }

    /** The newest place of an output goes to the values of one place, and all to where they are wanted. */
    private void copies(Node node, MethodSpec.Builder method) {
        String name = node.name();
        Shape shape = node.type().shape();
        int axis = streams.timeAxis(node);
        if (axis < 0) { // of all places so far, as after lastOnly
            method.addStatement("System.arraycopy($3L.$1L, 0, $4L.$1L, 0, $2L)", name, shape.size(), several, single);
            method.addCode(wanted(
                    name, CodeBlock.of("System.arraycopy($3L.$1L, 0, $1L, 0, $2L)", name, shape.size(), several)));
            return;
        }
        int outer = size(shape.sample().subList(0, axis));
        int inner = size(shape.sample().subList(axis + 1, shape.rank()));
        Rate rate = streams.rate(node);
        int room = rate.most(places());
        String places = each(node) ? now : names.add(name + "Now");
        if (!each(node)) {
            method.addStatement(
                            "int $L = coming($L + $L, $L, $L) - $L",
                            places,
                            from,
                            now,
                            rate.plus(),
                            rate.over(),
                            at.get(node))
                    .beginControlFlow("if ($L > 0)", places);
        }
        method.addStatement(
                "newest($6L.$1L, $2L, $3L - 1, $4L, $5L, $7L.$1L)", name, room, places, outer, inner, several, single);
        if (!each(node)) {
            method.endControlFlow();
        }
        method.addCode(wanted(
                name,
                CodeBlock.of(
                        "all($8L.$1L, $2L, $3L, $4L, $5L, $1L, $6L, $7L)",
                        name,
                        room,
                        places,
                        outer,
                        inner,
                        each(node) ? from : at.get(node),
                        each(node) ? count : all.get(node),
                        several)));
        if (!each(node)) {
            method.addStatement("$L += $L", at.get(node), places);
        }
    }

    private static CodeBlock wanted(String name, CodeBlock statement) {
        return CodeBlock.builder()
                .beginControlFlow("if ($L != null)", name)
                .addStatement(statement)
                .endControlFlow()
                .build();
    }

    private static int size(List<Dim> dims) {
        return dims.stream().mapToInt(Dim::max).reduce(1, Math::multiplyExact);
    }
}
