package dev.nervure.processor.lower;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.TensorType;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Elementwise;
import dev.nervure.processor.op.Expr;
import dev.nervure.processor.op.Repeat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One node while its layer is lowered: what it reads, what it makes. */
final class Scope {
    private final Node node;
    private final ProgramBuilder program;

    Scope(Node node, ProgramBuilder program) {
        this.node = node;
        this.program = program;
    }

    /** The tensor of that number that the layer reads. */
    Value input(int i) {
        return program.value(node.inputs().get(i));
    }

    List<Value> inputs() {
        return node.inputs().stream().map(program::value).toList();
    }

    /** The types of what the layer reads. */
    List<TensorType> types() {
        return node.inputs().stream().map(Node::type).toList();
    }

    /** The layer's tensor. */
    Value result() {
        return program.value(node);
    }

    /** Where output {@code i} of the layer goes, from 1; null if nobody takes it. */
    @Nullable
    Value part(int i) {
        return program.part(node, i);
    }

    /** What this tensor, part {@code i} of the one that it reads, is a copy of; null if the layer writes it itself. */
    @Nullable
    Value copiedPart(int i) {
        Value part = i == 0 ? input(0) : program.part(node.inputs().get(0), i);
        return result().equals(part) ? null : part;
    }

    /** The layer's own parameter of that name; null if it has none. */
    @Nullable
    Value optionalParameter(String name) {
        String full = node.layer().path(node.name()) + "." + name;
        return node.parameters().stream()
                .filter(spec -> spec.name().equals(full))
                .map(spec -> program.parameter(spec, node.name()))
                .findFirst()
                .orElse(null);
    }

    /** The one parameter of a layer that is one itself. */
    Value parameter() {
        return program.parameter(node.parameters().get(0), node.name());
    }

    Value parameter(String name) {
        Value parameter = optionalParameter(name);
        if (parameter == null) {
            throw new IllegalStateException(node + " has no parameter " + name);
        }
        return parameter;
    }

    /** A value on the way, named after the layer and a suffix. */
    Value intermediate(String suffix, Shape shape) {
        return intermediate(suffix, shape, Value.Element.FLOAT);
    }

    /** A value on the way of other elements than floats. */
    Value intermediate(String suffix, Shape shape, Value.Element element) {
        return program.intermediate(program.name(node) + suffix, shape, element);
    }

    /** Values of the batch: what is the same for every sample is copied for each, if another one is of the batch. */
    List<Value> ofEachSample(List<Value> values) {
        if (values.stream().noneMatch(value -> value.shape().batched())) {
            return values;
        }
        List<Value> all = new ArrayList<>();
        for (Value value : values) {
            if (value.shape().batched()) {
                all.add(value);
            } else {
                Value each = intermediate("Each", Shape.batch(value.shape().sample()), value.element());
                step(new Elementwise(Expr.arg(0), "%s"), List.of(value), each);
                all.add(each);
            }
        }
        return all;
    }

    void step(Op op, List<Value> inputs, Value... outputs) {
        program.step(op, inputs, List.of(outputs), node);
    }

    /** Lowers the derivative of the first tensor that the layer reads with respect to the second. */
    void derivative() {
        program.derivative(node);
    }

    /** Lowers the graph that the layer is short for. */
    void inline(Block block) {
        program.inline(node, block);
    }

    /** A block that the layer repeats. */
    Repeat block(Block block, int times, boolean recompute) {
        return program.block(node, block, times, recompute);
    }

    /** What tells the layer from all others of the network: the blocks around it and the name of its tensor. */
    String place() {
        return program.place(result().name());
    }

    /** The step that computes a value; null for inputs and parameters. */
    @Nullable
    Step producer(Value value) {
        return program.producer(value);
    }

    /** Whether no other layer reads input {@code i}. */
    boolean onlyReader(int i) {
        return program.readers(node.inputs().get(i)) == 1;
    }
}
