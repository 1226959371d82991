package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.TensorType;
import dev.nervure.processor.op.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One layer while it is exported: what it reads, and the nodes that it adds. */
final class Scope {
    private final Node node;
    private final String name;
    private final Exporter exporter;
    private final boolean ofSamples; // whether all that is read and made has a batch

    Scope(Node node, String name, Exporter exporter) {
        this.node = node;
        this.name = name;
        this.exporter = exporter;
        this.ofSamples = Exports.ofSamples(node.layer());
    }

    /** The name of the layer's tensor in the graph. */
    String name() {
        return name;
    }

    Edge input(int i) {
        Edge edge = exporter.edge(node.inputs().get(i));
        Shape own = node.inputs().get(i).type().shape();
        if (!ofSamples || own.batched()) {
            return edge;
        }
        Edge one = op("Unsqueeze", edge, ints(0));
        for (Node other : node.inputs()) {
            if (other.type().shape().batched()) {
                return ofEach(one, own.rank(), exporter.edge(other));
            }
        }
        return one;
    }

    /** An input as it is: without a batch if it has none. */
    Edge ownInput(int i) {
        return exporter.edge(node.inputs().get(i));
    }

    /** The type of {@link #ownInput}. */
    TensorType ownType(int i) {
        return node.inputs().get(i).type();
    }

    /** One sample as often as another tensor has samples. */
    Edge ofEach(Edge one, int rank, Edge other) {
        Edge batch = op("Shape", other, Attribute.of("start", 0), Attribute.of("end", 1));
        Edge sizes = op("Concat", batch, ints(Collections.nCopies(rank, 1)), Attribute.of("axis", 0));
        return op("Expand", one, sizes);
    }

    /** The value of the layer's tensor, without a batch that its inputs were given for the export. */
    Edge withoutAddedBatch(Edge edge) {
        return ofSamples && !node.type().shape().batched() ? op("Squeeze", edge, ints(0)) : edge;
    }

    List<Edge> inputs() {
        return IntStream.range(0, node.inputs().size()).mapToObj(this::input).toList();
    }

    TensorType type(int i) {
        return batched(node.inputs().get(i).type());
    }

    List<TensorType> types() {
        return Exporter.types(node).stream().map(this::batched).toList();
    }

    private TensorType batched(TensorType type) {
        Shape shape = type.shape();
        return ofSamples && !shape.batched() ? type.with(Shape.batch(shape.dims())) : type;
    }

    Shape shape(int i) {
        return type(i).shape();
    }

    /** The type of the layer's tensor. */
    TensorType result() {
        return batched(node.type());
    }

    /** Output {@code i} of the layer of the first tensor that this one reads. */
    Edge partOfInput(int i) {
        return exporter.part(node.inputs().get(0), i);
    }

    /** Tells of further outputs of this layer, from 1. */
    void parts(List<Edge> edges) {
        exporter.parts(node, edges.stream().map(this::withoutAddedBatch).toList());
    }

    /** The parameter of that name below the layer's path; null if the layer has none. */
    @Nullable
    Edge optionalParameter(String own) {
        String path = node.layer().path(node.name());
        String full = path.isEmpty() ? own : path + "." + own;
        return node.parameters().stream()
                .filter(spec -> spec.name().equals(full))
                .map(spec -> exporter.parameter(spec.name()))
                .findFirst()
                .orElse(null);
    }

    Edge parameter(String own) {
        Edge parameter = optionalParameter(own);
        if (parameter == null) {
            throw new IllegalStateException(node + " has no parameter " + own);
        }
        return parameter;
    }

    /** The one parameter of a layer that is one itself. */
    Edge parameter() {
        return exporter.parameter(node.parameters().get(0).name());
    }

    Edge source() {
        return exporter.graph.input(name, node.type());
    }

    /** The result of a node of one input. */
    Edge op(String op, Edge x, Attribute... attributes) {
        return op(op, List.of(x), attributes);
    }

    /** The result of a node of two inputs. */
    Edge op(String op, Edge a, Edge b, Attribute... attributes) {
        return op(op, List.of(a, b), attributes);
    }

    /** The result of a node; a null stands for an optional input that is absent. */
    Edge op(String op, List<@Nullable Edge> inputs, Attribute... attributes) {
        return exporter.graph.node(op, name + "/" + op, inputs, attributes);
    }

    /** The results of a node. */
    List<Edge> ops(int outputs, String op, List<@Nullable Edge> inputs, Attribute... attributes) {
        List<String> wishes =
                IntStream.range(0, outputs).mapToObj(i -> name + "/" + op).toList();
        return exporter.graph.nodes(op, wishes, inputs, attributes);
    }

    /** A constant vector of integers. */
    Edge ints(List<Integer> values) {
        long[] longs = values.stream().mapToLong(value -> value).toArray();
        String text = values.stream().map(String::valueOf).collect(Collectors.joining(","));
        return exporter.graph.constant("ints/" + text, Tensors.longs(List.of(longs.length), longs));
    }

    Edge ints(int... values) {
        return ints(Arrays.stream(values).boxed().toList());
    }

    /** A constant number. */
    Edge number(float value) {
        return exporter.graph.constant(
                "float/" + Floats.literal(value).replace("f", ""), Tensors.floats(List.of(), value));
    }

    /** A constant number of a type; of booleans, whether it is not 0. */
    Edge number(float value, ElementType type) {
        return switch (type) {
            case FLOAT -> number(value);
            case INT -> number((int) value);
            case BOOL -> op("Cast", number((int) value), Attribute.of("to", Tensors.number(type)));
        };
    }

    /** A constant integer. */
    Edge number(int value) {
        return exporter.graph.constant("int/" + value, Tensors.longs(List.of(), value));
    }

    /** A constant of floats, which no other layer shares. */
    Edge floats(String suffix, List<Integer> shape, float... values) {
        return exporter.graph.constant(name + "/" + suffix, Tensors.floats(shape, values));
    }

    /** A constant of integers, which no other layer shares. */
    Edge longs(String suffix, List<Integer> shape, long... values) {
        return exporter.graph.constant(name + "/" + suffix, Tensors.longs(shape, values));
    }

    /** A vector of equal floats. */
    Edge filled(int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        String text = "floats/" + size + "x" + Floats.literal(value).replace("f", "");
        return exporter.graph.constant(text, Tensors.floats(List.of(size), values));
    }

    /** A table of positions. */
    Edge table(String kind, int steps, int size, float base) {
        return exporter.table(kind, steps, size, base);
    }

    /** Exports the graph that the layer stands for. */
    Edge inline(Block block) {
        return exporter.inline(block, node.layer().path(node.name()), name, name, inputs());
    }

    /** Exports a block turn by turn, each of which reads the result of the one before. */
    Edge repeat(Block block, String path, int times) {
        List<Edge> reads = new ArrayList<>(inputs());
        for (int i = 0; i < times; i++) {
            String turn = name + "/" + i;
            reads.set(
                    0,
                    exporter.inline(
                            block,
                            path.isEmpty() ? "" + i : path + "." + i,
                            turn,
                            i == times - 1 ? name : turn,
                            reads));
        }
        return reads.get(0);
    }

    /** The number of axes in ONNX, with the batch. */
    static int rank(Shape shape) {
        return shape.dims().size();
    }

    /** The axis of a tensor in ONNX, from an axis of a sample. */
    static int axis(int axis, Shape shape) {
        return (axis < 0 ? axis + shape.rank() : axis) + batch(shape);
    }

    /** 1 if the first axis is the batch, else 0. */
    static int batch(Shape shape) {
        return shape.batched() ? 1 : 0;
    }
}
