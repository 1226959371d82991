package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.layer.CrossEntropyLayer;
import dev.nervure.dsl.layer.CtcLayer;
import dev.nervure.dsl.layer.EmbeddingLayer;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.layer.SoftmaxCrossEntropyLayer;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Floats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The constants of a model that list its inputs, targets, outputs and losses. */
final class TensorLists {
    private static final int LISTED = 80; // tensors of a list; each takes up to 60 bytes of the 8,000 of a method

    private final Program program;
    private final TypeSpec.Builder type;

    private TensorLists(Program program, TypeSpec.Builder type) {
        this.program = program;
        this.type = type;
    }

    static void add(Program program, TypeSpec.Builder type) {
        TensorLists lists = new TensorLists(program, type);
        lists.add("INPUTS", program.unit().inputs());
        lists.add("TARGETS", program.unit().targets());
        lists.add("OUTPUTS", program.unit().outputs());
        lists.losses();
    }

    private void add(String name, List<Node> nodes) {
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

    private void losses() {
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
        boolean classes = (reader.layer() instanceof CrossEntropyLayer
                        || reader.layer() instanceof SoftmaxCrossEntropyLayer
                        || reader.layer() instanceof CtcLayer)
                && reader.inputs().get(1).equals(node);
        return classes ? reader.inputs().get(0).type().shape().axis(-1).max() : 0;
    }
}
