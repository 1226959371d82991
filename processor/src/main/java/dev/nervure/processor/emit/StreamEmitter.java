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
import dev.nervure.processor.stream.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** {@code …Stream}: the face of a stream. */
final class StreamEmitter {
    private final Declaration declaration;
    private final Declaration step;
    private final Declaration feed;
    private final Streams streams;
    private final Program one;
    private final List<Node> inputs;
    private final List<Node> outputs;
    private final String weights;
    private final String single;
    private final String several;
    private final String count;
    private final String from;
    private final String now;

    private StreamEmitter(Declaration declaration, Streams streams) {
        this.declaration = declaration;
        this.step = declaration.form(Declaration.STEP);
        this.feed = declaration.form(Declaration.FEED);
        this.streams = streams;
        this.one = streams.step();
        this.inputs = one.unit().inputs().stream()
                .filter(node -> !StreamValuesEmitter.isGiven(node, streams.time()))
                .toList();
        this.outputs = one.unit().outputs();
        List<String> taken = new ArrayList<>();
        one.unit().inputs().forEach(node -> taken.add(node.name()));
        outputs.forEach(node -> taken.add(node.name()));
        NameScope names = new NameScope(taken);
        this.weights = names.add("w");
        this.single = names.add("one");
        this.several = names.add("many");
        this.count = names.add("count");
        this.from = names.add("from");
        this.now = names.add("now");
    }

    static TypeSpec emit(Declaration declaration, Streams streams) {
        return new StreamEmitter(declaration, streams).type();
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
                .addStatement("super($S, one, $L)", declaration.name(), streams.longest())
                .addStatement("this.$L = w", weights)
                .addStatement("this.$L = one", single)
                .build());
        one.unit().inputs().stream()
                .filter(node -> StreamValuesEmitter.isGiven(node, streams.time()))
                .forEach(node -> type.addMethod(given(node)));
        type.addMethod(step());
        if (outputs.size() == 1) {
            type.addMethod(feedForNewest());
        } else {
            outputs.forEach(node -> type.addMethod(accessor(node)));
        }
        type.addMethod(feedForAll());
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
                .build();
    }

    private MethodSpec accessor(Node node) {
        Value value = one.tensor(node);
        return MethodSpec.methodBuilder(node.name())
                .addJavadoc("{@code $L} of the newest place {@code $L}: live.", node.name(), value.shape())
                .addModifiers(Modifier.PUBLIC)
                .returns(Types.of(value))
                .addStatement("return $L.$L", single, node.name())
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

    private MethodSpec step() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("step")
                .addJavadoc(
                        "Takes one place of $L. $L",
                        streams.time(),
                        outputs.size() == 1
                                ? "Returns what the whole forward pass gives there:\na live array, which the next call overwrites."
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
            method.returns(Types.of(one.tensor(outputs.get(0))))
                    .addStatement("return $L.$L", single, outputs.get(0).name());
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
        return feed("Takes many places at once, by products of matrices. Returns what there is at the newest.")
                .returns(Types.of(one.tensor(output)))
                .addStatement("feed($L, $L, null)", arguments(), count)
                .addStatement("return $L.$L", single, output.name())
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
                .endControlFlow()
                .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L += $3L)", from, count, places())
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
        int axis = shape.sample().indexOf(streams.time());
        if (axis < 0) { // of all places so far, as after lastOnly
            method.addStatement("System.arraycopy($3L.$1L, 0, $4L.$1L, 0, $2L)", name, shape.size(), several, single);
            method.addCode(wanted(
                    name, CodeBlock.of("System.arraycopy($3L.$1L, 0, $1L, 0, $2L)", name, shape.size(), several)));
            return;
        }
        int outer = size(shape.sample().subList(0, axis));
        int inner = size(shape.sample().subList(axis + 1, shape.rank()));
        method.addStatement(
                "newest($6L.$1L, $2L, $3L - 1, $4L, $5L, $7L.$1L)", name, places(), now, outer, inner, several, single);
        method.addCode(wanted(
                name,
                CodeBlock.of(
                        "all($8L.$1L, $2L, $3L, $4L, $5L, $1L, $6L, $7L)",
                        name,
                        places(),
                        now,
                        outer,
                        inner,
                        from,
                        count,
                        several)));
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
