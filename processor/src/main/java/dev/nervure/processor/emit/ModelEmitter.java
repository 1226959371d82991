package dev.nervure.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.CrossEntropyLayer;
import dev.nervure.dsl.layer.EmbeddingLayer;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.layer.SoftmaxCrossEntropyLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Floats;
import dev.nervure.processor.plan.Plan;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** {@code …Model}: the face of the network. */
final class ModelEmitter {
    private static final int LISTED = 80; // tensors of a list; each takes up to 60 bytes of the 8,000 of a method

    private final Declaration declaration;
    private final Plan plan;
    private final Program program;

    private ModelEmitter(Declaration declaration, Plan plan) {
        this.declaration = declaration;
        this.plan = plan;
        this.program = plan.program();
    }

    static TypeSpec emit(Declaration declaration, Plan plan) {
        return new ModelEmitter(declaration, plan).type();
    }

    private TypeSpec type() {
        TypeSpec.Builder type = Types.generatedClass(declaration, declaration.model())
                .superclass(ParameterizedTypeName.get(
                        Types.COMPILED_MODEL, declaration.activations(), declaration.gradients()))
                .addJavadoc(
                        "$L: $L.\n\n<p>$L\n",
                        declaration.name(),
                        PassEmitter.signature(program),
                        Costs.of(plan).sentence());
        type.addField(FieldSpec.builder(int.class, "LEVEL", Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The level of the runtime that these classes call; checked before anything else happens.")
                .initializer("$T.require($L, $S)", Types.LEVEL, RuntimeLevel.LEVEL, declaration.model())
                .build());
        tensorList(type, "INPUTS", program.unit().inputs());
        tensorList(type, "TARGETS", program.unit().targets());
        tensorList(type, "OUTPUTS", program.unit().outputs());
        losses(type);
        type.addField(declaration.weights(), "w", Modifier.PRIVATE, Modifier.FINAL);
        type.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(declaration.weights(), "w")
                .addStatement("super(w, $T.class, $T.class)", declaration.activations(), declaration.gradients())
                .addStatement("this.w = w")
                .build());
        factories(type);
        type.addMethod(override("name", TypeName.get(String.class))
                .addStatement("return $S", declaration.name())
                .build());
        type.addMethod(getter("inputs", "INPUTS"))
                .addMethod(getter("targets", "TARGETS"))
                .addMethod(getter("outputs", "OUTPUTS"));
        news(type);
        passes(type);
        predict(type);
        if (isPlain()) {
            predictMany(
                    type,
                    program.unit().inputs().get(0),
                    program.unit().outputs().get(0));
        }
        return type.build();
    }

    private void tensorList(TypeSpec.Builder type, String name, List<Node> nodes) {
        TypeName list = ParameterizedTypeName.get(ClassName.get(List.class), Types.TENSOR_INFO);
        FieldSpec.Builder field = FieldSpec.builder(list, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
        if (nodes.size() <= LISTED) {
            type.addField(field.initializer(infos(nodes)).build());
            return;
        }
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < nodes.size(); from += LISTED) {
            String part = name.toLowerCase(Locale.ROOT) + (parts.size() + 1);
            parts.add(part + "()");
            type.addMethod(MethodSpec.methodBuilder(part)
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                    .returns(list)
                    .addStatement("return $L", infos(nodes.subList(from, Math.min(from + LISTED, nodes.size()))))
                    .build());
        }
        type.addField(field.initializer(
                        "$T.of($L).flatMap($T::stream).toList()", Stream.class, String.join(", ", parts), List.class)
                .build());
    }

    private CodeBlock infos(List<Node> nodes) {
        CodeBlock infos = nodes.stream()
                .map(node -> CodeBlock.of(
                        "new $T($S, $L, new int[] {$L}, $S, $L)$L",
                        Types.TENSOR_INFO,
                        node.name(),
                        program.tensor(node).element() == Value.Element.INT,
                        node.type().shape().sample().stream()
                                .map(dim -> Integer.toString(dim.max()))
                                .collect(Collectors.joining(", ")),
                        Dims.variable(node.type().shape()),
                        limit(node),
                        ignoring(node)))
                .collect(CodeBlock.joining(", "));
        return CodeBlock.of("$T.of($L)", List.class, infos);
    }

    private void losses(TypeSpec.Builder type) {
        TypeName list = ParameterizedTypeName.get(ClassName.get(List.class), Types.LOSS_INFO);
        CodeBlock infos = program.unit().losses().stream()
                .map(node -> CodeBlock.of(
                        "new $T($S, $S, $S, $S, $L)",
                        Types.LOSS_INFO,
                        node.name(),
                        node.layer().kind(),
                        node.inputs().get(0).name(),
                        node.inputs().size() > 1 ? node.inputs().get(1).name() : "",
                        Floats.literal(((LossLayer) node.layer()).weight())))
                .collect(CodeBlock.joining(", "));
        type.addField(FieldSpec.builder(list, "LOSSES", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$T.of($L)", List.class, infos)
                .build());
    }

    /** What the integers of a tensor must be below: the size of what they are looked up in, or the number of classes. */
    private int limit(Node node) {
        return program.unit().nodes().stream()
                .filter(reader -> reader.inputs().contains(node))
                .mapToInt(reader -> limit(node, reader))
                .filter(limit -> limit > 0)
                .min()
                .orElse(0);
    }

    /** The class that does not count, where all that reads the tensor agrees about it. */
    private CodeBlock ignoring(Node node) {
        List<Integer> ignored = program.unit().nodes().stream()
                .filter(reader -> reader.inputs().contains(node))
                .map(reader -> reader.layer() instanceof SoftmaxCrossEntropyLayer loss
                                && reader.inputs().get(1).equals(node)
                        ? loss.ignoreIndex()
                        : null)
                .distinct()
                .toList();
        return ignored.size() == 1 && ignored.get(0) != null
                ? CodeBlock.of(".ignoring($L)", ignored.get(0))
                : CodeBlock.of("");
    }

    /** The limit that one reader sets; 0 for none. */
    private static int limit(Node node, Node reader) {
        if (reader.layer() instanceof EmbeddingLayer embedding) {
            return embedding.size();
        }
        boolean classes =
                (reader.layer() instanceof CrossEntropyLayer || reader.layer() instanceof SoftmaxCrossEntropyLayer)
                        && reader.inputs().get(1).equals(node);
        return classes ? reader.inputs().get(0).type().shape().axis(-1).max() : 0;
    }

    private void factories(TypeSpec.Builder type) {
        ClassName model = declaration.model();
        type.addMethod(MethodSpec.methodBuilder("create")
                .addJavadoc("A model with first weights from a seed; the same seed gives the same weights everywhere.")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(long.class, "seed")
                .returns(model)
                .addStatement("$1T model = new $1T(new $2T())", model, declaration.weights())
                .addStatement("model.initialize(seed)")
                .addStatement("return model")
                .build());
        load(type, Path.class, "file", "a safetensors file");
        load(type, InputStream.class, "in", "a safetensors file in a stream, which stays open");
        load(type, ByteBuffer.class, "bytes", "the safetensors file that remains of a buffer");
        type.addMethod(override("copy", model)
                .addStatement("$1T copy = new $1T(new $2T())", model, declaration.weights())
                .addStatement("copy.copyWeights(this)")
                .addStatement("return copy")
                .build());
    }

    private void load(TypeSpec.Builder type, Class<?> source, String name, String what) {
        ClassName model = declaration.model();
        type.addMethod(MethodSpec.methodBuilder("load")
                .addJavadoc("A model with the weights of $L.", what)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(source, name)
                .returns(model)
                .addStatement("$1T model = new $1T(new $2T())", model, declaration.weights())
                .addStatement("model.restore($L)", name)
                .addStatement("return model")
                .build());
        type.addMethod(MethodSpec.methodBuilder("load")
                .addJavadoc(
                        "The same with options; parameters that are not in the file are those of {@code create(0)}.")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(source, name)
                .addParameter(Types.LOAD, "load")
                .returns(model)
                .addStatement("$T model = create(0)", model)
                .addStatement("model.restore($L, load)", name)
                .addStatement("return model")
                .build());
    }

    private void news(TypeSpec.Builder type) {
        ClassName activations = declaration.activations();
        ClassName gradients = declaration.gradients();
        for (String[] pair : new String[][] {
            {"newActivations", "EVERYTHING"},
            {"newTrainingActivations", "TRAINING"},
            {"newInferenceActivations", "INFERENCE"}
        }) {
            type.addMethod(override(pair[0], activations)
                    .addParameter(int.class, "capacity")
                    .addStatement("return new $T($T.$L, capacity)", activations, Types.KEEP, pair[1])
                    .build());
        }
        for (String[] pair : new String[][] {{"newGradients", "EVERYTHING"}, {"newTrainingGradients", "TRAINING"}}) {
            type.addMethod(override(pair[0], gradients)
                    .addParameter(int.class, "capacity")
                    .addStatement("return new $T(w, $T.$L, capacity)", gradients, Types.KEEP, pair[1])
                    .build());
        }
    }

    private void passes(TypeSpec.Builder type) {
        type.addMethod(hook("networkHash", TypeName.get(String.class))
                .addStatement(
                        "return $S",
                        NetworkHash.of(
                                program.unit().inputs(),
                                program.unit().nodes(),
                                program.unit().outputs()))
                .build());
        type.addMethod(hook("losses", ParameterizedTypeName.get(ClassName.get(List.class), Types.LOSS_INFO))
                .addStatement("return LOSSES")
                .build());
        type.addMethod(hook("runForward", TypeName.VOID)
                .addParameter(declaration.activations(), "a")
                .addParameter(int.class, "n")
                .addStatement("$T.run(w, a, n)", declaration.forward())
                .build());
        MethodSpec.Builder loss = hook("runLoss", TypeName.FLOAT)
                .addParameter(declaration.activations(), "a")
                .addParameter(int.class, "n");
        if (program.hasLoss()) {
            loss.addStatement("return $T.runLoss(w, a, n)", declaration.forward());
        } else {
            loss.addStatement("throw withoutLoss()");
        }
        type.addMethod(loss.build());
        MethodSpec.Builder backward = hook("runBackward", TypeName.VOID)
                .addParameter(declaration.activations(), "a")
                .addParameter(declaration.gradients(), "g")
                .addParameter(int.class, "n");
        if (program.trainable()) {
            backward.addStatement("$T.run(w, a, g, n)", declaration.backward());
        } else {
            backward.addStatement("throw nothingTrainable()");
        }
        type.addMethod(backward.build());
    }

    private void predict(TypeSpec.Builder type) {
        List<Node> inputs = program.unit().inputs();
        List<Node> outputs = program.unit().outputs();
        boolean plain = isPlain();
        TypeName result = plain ? typeOf(outputs.get(0)) : declaration.outputs();
        MethodSpec.Builder predict = MethodSpec.methodBuilder("predict")
                .addJavadoc("The outputs of one sample, in fresh arrays; from any thread.")
                .addModifiers(Modifier.PUBLIC)
                .returns(result);
        if (plain) {
            predict.addParameter(typeOf(inputs.get(0)), inputs.get(0).name());
        } else {
            predict.addParameter(declaration.inputs(), "inputs");
        }
        NameScope names = new NameScope(inputs.stream().map(Node::name).toList());
        String a = names.add("a");
        predict.addStatement("$T $L = borrow()", declaration.activations(), a);
        List<CodeBlock> fills = new ArrayList<>();
        Set<Dim.Symbol> known = new HashSet<>();
        for (Node input : inputs) {
            String source = plain ? input.name() : "inputs." + input.name() + "()";
            Shape shape = input.type().shape();
            String size = Integer.toString(shape.size());
            if (!shape.constant()) {
                Dim.Symbol symbol = (Dim.Symbol) shape.axis(0);
                int step = shape.size() / symbol.max();
                String length = length(symbol, a);
                if (known.add(symbol)) {
                    fills.add(Parts.statement(
                            "$L = steps($L, $L, $L, $S)", length, source, step, symbol.max(), input.name()));
                }
                size = Code.times(step, length);
            }
            fills.add(Parts.statement("fill($L, $L.$L, $L, $S)", source, a, input.name(), size, input.name()));
        }
        Parts.add(
                fills,
                predict,
                type,
                i -> "fill" + i,
                List.of(Modifier.STATIC),
                predict.build().parameters().get(0),
                ParameterSpec.builder(declaration.activations(), a).build());
        predict.addStatement("forward($L, 1)", a);
        CodeBlock copies = outputs.stream().map(output -> copy(output, a)).collect(CodeBlock.joining(", "));
        String fresh = names.add("outputs");
        predict.addStatement(plain ? "$T $L = $L" : "$1T $2L = new $1T($3L)", result, fresh, copies);
        type.addMethod(predict.addStatement("giveBack($L)", a)
                .addStatement("return $L", fresh)
                .build());
    }

    /** Whether samples and predictions are arrays, without records around several of them. */
    private boolean isPlain() {
        return program.unit().inputs().size() == 1 && program.unit().outputs().size() == 1;
    }

    private void predictMany(TypeSpec.Builder type, Node input, Node output) {
        String x = input.name();
        String y = output.name();
        TypeName samples = ArrayTypeName.of(typeOf(input));
        TypeName predictions = ArrayTypeName.of(typeOf(output));
        type.addMethod(MethodSpec.methodBuilder("predict")
                .addJavadoc("The outputs of any number of samples, each in a fresh array; from any thread.")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(samples, x)
                .returns(predictions)
                .addStatement(
                        "$T $L = new $T[count($L, $S)][]",
                        predictions,
                        y,
                        program.tensor(output).element() == Value.Element.INT ? TypeName.INT : TypeName.FLOAT,
                        x,
                        x)
                .addStatement("predictEach($L, $L)", x, y)
                .addStatement("return $L", y)
                .build());
        String n = new NameScope(List.of(input.name(), output.name())).free("n");
        type.addMethod(MethodSpec.methodBuilder("predict")
                .addJavadoc(
                        "The outputs of the first $L samples of {@code $L $L} to {@code $L $L}; from any thread, without an"
                                + " allocation after its first call.",
                        n,
                        x,
                        input.type().shape(),
                        y,
                        output.type().shape())
                .addModifiers(Modifier.PUBLIC)
                .addParameter(typeOf(input), x)
                .addParameter(int.class, n)
                .addParameter(typeOf(output), y)
                .addStatement("predictRows($L, $L, $L)", x, n, y)
                .build());
    }

    private static CodeBlock copy(Node output, String a) {
        Shape shape = output.type().shape();
        if (shape.constant()) {
            return CodeBlock.of("$T.copyOf($L.$L, $L)", Arrays.class, a, output.name(), shape.size());
        }
        String sizes =
                shape.sample().stream().map(dim -> Integer.toString(dim.max())).collect(Collectors.joining(", "));
        String lengths = shape.sample().stream()
                .map(dim -> Dims.java(dim, symbol -> length(symbol, a)))
                .collect(Collectors.joining(", "));
        return CodeBlock.of("cut($L.$L, new int[] {$L}, $L)", a, output.name(), sizes, lengths);
    }

    private static String length(Dim.Symbol symbol, String a) {
        return a + "." + Identifiers.lengths(symbol) + "[0]";
    }

    /** The named inputs or outputs of a network that has several. */
    static TypeSpec record(Declaration declaration, Program program, boolean inputs) {
        List<Node> nodes = inputs ? program.unit().inputs() : program.unit().outputs();
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        nodes.forEach(node -> components.addParameter(type(program, node), node.name()));
        TypeSpec.Builder type = TypeSpec.recordBuilder(inputs ? declaration.inputs() : declaration.outputs())
                .addAnnotation(com.palantir.javapoet.AnnotationSpec.builder(Types.GENERATED)
                        .addMember("value", "$S", declaration.name().replace('_', '.'))
                        .build())
                .addJavadoc(
                        "What $L $L for one sample: $L.\n",
                        declaration.name(),
                        inputs ? "reads" : "computes",
                        nodes.stream().map(Node::toString).collect(Collectors.joining(", ")))
                .recordConstructor(components.build());
        nodes.forEach(node ->
                type.addJavadoc("\n@param $L $L", node.name(), node.type().shape()));
        if (declaration.isPublic()) {
            type.addModifiers(Modifier.PUBLIC);
        }
        if (declaration.origin() != null) {
            type.addOriginatingElement(Objects.requireNonNull(declaration.origin()));
        }
        return type.build();
    }

    private TypeName typeOf(Node node) {
        return type(program, node);
    }

    private static TypeName type(Program program, Node node) {
        return Types.of(program.tensor(node));
    }

    private static MethodSpec getter(String name, String field) {
        return override(name, ParameterizedTypeName.get(ClassName.get(List.class), Types.TENSOR_INFO))
                .addStatement("return $L", field)
                .build();
    }

    private static MethodSpec.Builder override(String name, TypeName result) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(result);
    }

    private static MethodSpec.Builder hook(String name, TypeName result) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .returns(result);
    }
}
