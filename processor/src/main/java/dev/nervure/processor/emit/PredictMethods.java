package dev.nervure.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The methods of a model that predict. */
final class PredictMethods {
    private final Declaration declaration;
    private final Program program;
    private final TypeSpec.Builder type;

    private PredictMethods(Declaration declaration, Program program, TypeSpec.Builder type) {
        this.declaration = declaration;
        this.program = program;
        this.type = type;
    }

    static void add(Declaration declaration, Program program, TypeSpec.Builder type) {
        PredictMethods methods = new PredictMethods(declaration, program, type);
        methods.one();
        if (methods.isPlain()) {
            methods.many(
                    program.unit().inputs().get(0), program.unit().outputs().get(0));
        }
    }

    private void one() {
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
            Index size = Index.of(shape.size());
            if (!shape.constant()) {
                Dim.Symbol symbol = (Dim.Symbol) shape.axis(0);
                int step = shape.size() / symbol.max();
                Index length = length(symbol, a);
                if (known.add(symbol)) {
                    fills.add(Parts.statement(
                            "$L = steps($L, $L, $L, $S)", length, source, step, symbol.max(), input.name()));
                }
                size = length.times(step);
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

    private void many(Node input, Node output) {
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
                .map(dim -> Dims.java(dim, symbol -> length(symbol, a)).toString())
                .collect(Collectors.joining(", "));
        return CodeBlock.of("cut($L.$L, new int[] {$L}, $L)", a, output.name(), sizes, lengths);
    }

    private static Index length(Dim.Symbol symbol, String a) {
        return Index.variable(a + "." + Identifiers.lengths(symbol) + "[0]");
    }

    private TypeName typeOf(Node node) {
        return Types.of(program.tensor(node));
    }
}
