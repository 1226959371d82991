package dev.nervure.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.dsl.Activation;
import dev.nervure.dsl.layer.ConvolutionLayer;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.NormLayer;
import dev.nervure.dsl.layer.PoolLayer;
import dev.nervure.dsl.layer.StandardizeLayer;
import dev.nervure.dsl.layer.TransposedConvolutionLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Unit;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Attend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** What generated activations say about their tensors to who looks inside: {@code describe}, which no pass calls. */
final class LayersEmitter {
    private static final int METHOD = 64; // layers; each takes up to 100 bytes of the 8,000 that a method may have

    private final Declaration declaration;
    private final Program program;
    private final Scratch forward;
    private final Set<Node> images = new HashSet<>();
    private final Map<String, List<Step>> steps = new HashMap<>();

    private LayersEmitter(Declaration declaration, Program program, Scratch forward) {
        this.declaration = declaration;
        this.program = program;
        this.forward = forward;
        program.forward().forEach(step -> steps.computeIfAbsent(step.layer(), k -> new ArrayList<>())
                .add(step));
    }

    /** @param forward the constants of the forward pass */
    static void emit(Declaration declaration, Program program, Scratch forward, TypeSpec.Builder type) {
        new LayersEmitter(declaration, program, forward).emit(type);
    }

    private void emit(TypeSpec.Builder type) {
        List<Node> nodes = program.unit().nodes();
        for (int from = 0, part = 0; from < nodes.size(); from += METHOD, part++) {
            int to = Math.min(from + METHOD, nodes.size());
            MethodSpec.Builder method = part == 0
                    ? MethodSpec.methodBuilder("describe")
                            .addAnnotation(Override.class)
                            .addModifiers(Modifier.PROTECTED)
                    : MethodSpec.methodBuilder("describe" + part).addModifiers(Modifier.PRIVATE);
            method.addParameter(Types.LAYERS, "layers");
            symbols(nodes.subList(from, to))
                    .forEach(symbol -> method.addStatement(
                            "int $L = layers.length($S, $L)", length(symbol), symbol.name(), symbol.max()));
            nodes.subList(from, to).forEach(node -> describe(node, method));
            if (to < nodes.size()) {
                method.addStatement("describe$L(layers)", part + 1);
            }
            type.addMethod(method.build());
        }
    }

    private void describe(Node node, MethodSpec.Builder method) {
        List<CodeBlock> heads = new ArrayList<>();
        for (Step step : steps.getOrDefault(node.name(), List.of())) {
            if (step.op() instanceof Repetition repeat) {
                method.addStatement("layers.repeat($S, this.$L)", repeat.place(), repeat.field());
            } else if (step.op() instanceof Attend attend
                    && step.output().shape().batched()) {
                heads.add(attention(step, attend));
            }
        }
        String shape =
                node.type().shape().sample().stream().map(LayersEmitter::size).collect(Collectors.joining(", "));
        if (program.tensor(node).element() == Value.Element.INT) {
            method.addStatement("layers.ints($S, $S$L)", node.name(), kind(node), shape.isEmpty() ? "" : ", " + shape);
        } else {
            method.addStatement(
                    "layers.$L($S, $S, $S, new int[] {$L}$L)",
                    isImage(node) ? "channels" : "add",
                    node.name(),
                    kind(node),
                    function(node.layer()),
                    shape,
                    node.parameters().stream()
                            .map(ParameterSpec::name)
                            .filter(program.parameters()::containsKey)
                            .map(name -> CodeBlock.of(",$W$S", name))
                            .collect(CodeBlock.joining("")));
        }
        heads.forEach(method::addStatement);
        for (Step step : program.loss()) {
            if (step.output().equals(program.tensor(node))
                    && program.unit().losses().contains(node)) {
                method.addStatement(
                        "layers.loss(this.$L)", step.outputs().get(1).name());
            }
        }
    }

    private CodeBlock attention(Step step, Attend attend) {
        return CodeBlock.of(
                "layers.attention($T.$L,$Wthis.$L,$Wthis.$L,$W$Lthis.$L,$W$L,$W$L)",
                declaration.forward(),
                attend.constant(step.inputs(), step.output(), forward::constant),
                step.input(0).name(),
                step.input(1).name(),
                step.inputs().size() > 3
                        ? CodeBlock.of("this.$L,$W", step.input(3).name())
                        : "",
                step.outputs().get(1).name(),
                size(attend.steps()),
                size(attend.places()));
    }

    private static String kind(Node node) {
        return node.layer().kind();
    }

    /** The activation that a layer applies, or is. */
    private static String function(Layer layer) {
        Activation applied = applied(layer);
        if (applied != null) {
            return applied == Activation.IDENTITY ? "" : applied.name();
        }
        for (Activation activation : Activation.values()) {
            if (activation != Activation.IDENTITY
                    && activation.layer().getClass().equals(layer.getClass())) {
                return activation.name();
            }
        }
        return "";
    }

    /** The activation that a layer applies to its own result; null for layers without that attribute. */
    private static @Nullable Activation applied(Layer layer) {
        if (layer instanceof DenseLayer dense) {
            return dense.activation();
        }
        if (layer instanceof ConvolutionLayer convolution) {
            return convolution.activation();
        }
        if (layer instanceof TransposedConvolutionLayer convolution) {
            return convolution.activation();
        }
        return layer instanceof NormLayer norm ? norm.activation() : null;
    }

    /** Whether the first axis is that of the channels: of what a window slides over, and what is made of it place by place. */
    private boolean isImage(Node node) {
        Layer layer = node.layer();
        boolean image = layer instanceof ConvolutionLayer
                || layer instanceof TransposedConvolutionLayer
                || layer instanceof PoolLayer
                || (layer instanceof StandardizeLayer standardize
                        && standardize.axis() % node.type().shape().rank() == 0)
                || node.inputs().stream()
                        .anyMatch(in -> images.contains(in) && in.type().equals(node.type()));
        return image && images.add(node);
    }

    private static List<Dim.Symbol> symbols(List<Node> nodes) {
        return nodes.stream()
                .flatMap(node -> node.type().shape().sample().stream())
                .flatMap(dim -> Unit.symbol(dim).stream())
                .distinct()
                .toList();
    }

    private static String length(Dim.Symbol symbol) {
        return "lengthOf" + Character.toUpperCase(symbol.name().charAt(0))
                + symbol.name().substring(1);
    }

    private static String size(Dim dim) {
        return Dims.java(dim, symbol -> Index.variable(length(symbol))).toString();
    }
}
