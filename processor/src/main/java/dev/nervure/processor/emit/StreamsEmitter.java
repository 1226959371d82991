package dev.nervure.processor.emit;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.stream.Streams;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** {@code …Streams}: several streams, of which each step takes a place. */
final class StreamsEmitter {
    private final Declaration declaration;
    private final Declaration step;
    private final Streams streams;
    private final Program one;
    private final String weights;
    private final String values;
    private final String sequence;

    private StreamsEmitter(Declaration declaration, Streams streams) {
        this.declaration = declaration;
        this.step = declaration.form(Declaration.STEP);
        this.streams = streams;
        this.one = streams.step();
        List<String> taken = new ArrayList<>();
        one.unit().inputs().forEach(node -> taken.add(node.name()));
        NameScope names = new NameScope(taken);
        this.weights = names.add("w");
        this.values = names.add("values");
        this.sequence = names.add("sequence");
    }

    static TypeSpec emit(Declaration declaration, Streams streams) {
        return new StreamsEmitter(declaration, streams).type();
    }

    private TypeSpec type() {
        TypeSpec.Builder type = Types.generatedClass(declaration, declaration.severalStreams())
                .superclass(Types.COMPILED_STREAMS)
                .addJavadoc(
                        "Several streams of $L, of which each step takes a place. Belongs to one thread at a time.\n",
                        declaration.name());
        type.addField(declaration.weights(), weights, Modifier.PRIVATE, Modifier.FINAL);
        type.addField(step.activations(), values, Modifier.PRIVATE, Modifier.FINAL);
        type.addMethod(MethodSpec.constructorBuilder()
                .addParameter(declaration.weights(), "w")
                .addParameter(int.class, "capacity")
                .addStatement("this(w, new $T(capacity))", step.activations())
                .build());
        type.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(declaration.weights(), "w")
                .addParameter(step.activations(), "values")
                .addStatement("super($S, values, $L)", declaration.name(), streams.longest())
                .addStatement("this.$L = w", weights)
                .addStatement("this.$L = values", values)
                .build());
        type.addMethod(MethodSpec.methodBuilder("join")
                .addJavadoc("Begins a sequence that goes on from where a stream is, and returns its number.")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(declaration.stream(), "stream")
                .returns(int.class)
                .addStatement("return super.join(stream)")
                .build());
        one.unit().inputs().stream()
                .filter(node -> StreamEmitter.isGiven(node, streams))
                .forEach(node -> type.addMethod(given(node)));
        type.addMethod(step());
        MethodSpec.Builder places = MethodSpec.methodBuilder("places")
                .addJavadoc(
                        "How many places of an output the newest step gave a sequence. Without any, the output is of no use.")
                .addModifiers(Modifier.PUBLIC)
                .returns(int.class)
                .addParameter(String.class, "output")
                .addParameter(int.class, "sequence");
        StreamEmitter.places(places, streams, "output", "sequence, ");
        type.addMethod(places.build());
        if (one.unit().outputs().size() > 1) {
            one.unit().outputs().forEach(node -> type.addMethod(accessor(node)));
        }
        return type.build();
    }

    private MethodSpec given(Node node) {
        Value value = one.tensor(node);
        return MethodSpec.methodBuilder(node.name())
                .addJavadoc("Gives {@code $L} once to a sequence that has joined.", node.name())
                .addModifiers(Modifier.PUBLIC)
                .addParameter(int.class, sequence)
                .addParameter(Types.of(value), node.name())
                .addStatement(
                        "give($1L, $2L, $3L.$1L, $4L, $1S)",
                        node.name(),
                        sequence,
                        values,
                        value.shape().size())
                .build();
    }

    private MethodSpec accessor(Node node) {
        Value value = one.tensor(node);
        return MethodSpec.methodBuilder(node.name())
                .addJavadoc(
                        "{@code $L} of the newest place of each sequence, {@code $L}: live.",
                        node.name(),
                        value.shape())
                .addModifiers(Modifier.PUBLIC)
                .returns(Types.of(value))
                .addStatement("return $L.$L", values, node.name())
                .build();
    }

    private MethodSpec step() {
        List<Node> outputs = one.unit().outputs();
        MethodSpec.Builder method = MethodSpec.methodBuilder("step")
                .addJavadoc(
                        "Takes a place of each sequence, one after the other in the order of their numbers.$L",
                        outputs.size() == 1
                                ? " Returns the outputs\nlikewise: a live array, which the next step overwrites."
                                : "")
                .addModifiers(Modifier.PUBLIC);
        List<Node> inputs = one.unit().inputs().stream()
                .filter(node -> !StreamEmitter.isGiven(node, streams))
                .toList();
        inputs.forEach(node -> method.addParameter(Types.of(one.tensor(node)), node.name()));
        method.addStatement("begin()").beginControlFlow("try");
        inputs.forEach(node -> method.addStatement(
                "fill($1L, $2L.$1L, $3L, $1S)",
                node.name(),
                values,
                one.tensor(node).shape().size()));
        method.addStatement("$T.run($L, $L, count())", step.forward(), weights, values)
                .addStatement("took()")
                .nextControlFlow("finally")
                .addStatement("end()")
                .endControlFlow();
        if (outputs.size() == 1) {
            method.returns(Types.of(one.tensor(outputs.get(0))))
                    .addStatement("return $L.$L", values, outputs.get(0).name());
        }
        return method.build();
    }
}
