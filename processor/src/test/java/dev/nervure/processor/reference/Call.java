package dev.nervure.processor.reference;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Node;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One layer while it is evaluated. */
final class Call {
    private final Evaluation evaluation;
    private final Node node;
    private final String path; // where the names of the node's parameters begin
    private final List<Array> inputs;
    private final int samples; // that it is evaluated for, as if all it reads had a batch; 0 for what the types say

    private Call(Evaluation evaluation, Node node, String path, List<Array> inputs, int samples) {
        this.evaluation = evaluation;
        this.node = node;
        this.path = path;
        this.inputs = inputs;
        this.samples = samples;
    }

    /** A node whose path stands below {@code scope}. */
    static Call of(Evaluation evaluation, Node node, String scope, List<Array> inputs) {
        String path = scope + node.layer().path(node.name());
        return new Call(evaluation, node, path.isEmpty() || path.endsWith(".") ? path : path + ".", inputs, 0);
    }

    Array input(int i) {
        return inputs.get(i);
    }

    List<Array> inputs() {
        return inputs;
    }

    /**
     * What a tensor holds for an element of the result, where samples broadcast: they are aligned at the last axis,
     * missing axes and those of size 1 repeat.
     */
    double broadcast(int input, int[] index) {
        Array from = inputs.get(input);
        int[] shape = from.shape();
        int batch = node.inputs().get(input).type().shape().batched() ? 1 : 0;
        int[] at = new int[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            int there = axis < batch ? 0 : index.length - shape.length + axis;
            at[axis] = axis >= batch && shape[axis] == 1 ? 0 : index[there];
        }
        return from.get(at);
    }

    /** A parameter by its name below the layer's path, such as {@code weight}. */
    Array parameter(String name) {
        return evaluation.parameter(path + name);
    }

    /** How many axes input {@code i} has before those of a sample. */
    int batch(int i) {
        return samples > 0 || node.inputs().get(i).type().shape().batched() ? 1 : 0;
    }

    /** The one parameter of a layer that is one itself. */
    Array parameter() {
        return evaluation.parameter(path.substring(0, path.length() - 1));
    }

    /** The same layer where it reads something else. */
    Call reading(Array... inputs) {
        return new Call(evaluation, node, path, List.of(inputs), samples);
    }

    /** The node itself: types of the result and of what it reads. */
    Node node() {
        return node;
    }

    /** The shape of the result. */
    int[] shape() {
        Shape shape = node.type().shape();
        return samples > 0
                ? Array.zeros(Shape.batch(shape.sample()), samples).shape()
                : Array.zeros(shape, evaluation.n()).shape();
    }

    /** A value through which no slope is told: what it was when the network was evaluated first. */
    Array detached(Array value) {
        return evaluation.detached(path, value);
    }

    /** Evaluates a rule that is told for a batch: what has none stands for each sample, or is the only sample. */
    Array ofSamples(Function<Call, Array> rule) {
        if (IntStream.range(0, inputs.size()).allMatch(i -> batch(i) == 1)) {
            return rule.apply(this);
        }
        int n = single() ? 1 : evaluation.n();
        List<Array> each = IntStream.range(0, inputs.size())
                .mapToObj(i -> batch(i) == 1 ? inputs.get(i) : inputs.get(i).repeated(n))
                .toList();
        Array result = rule.apply(new Call(evaluation, node, path, each, n));
        return single() && !(node.layer() instanceof LossLayer) ? result.withoutBatch() : result;
    }

    /** Whether all that the layer reads is the same for every sample. */
    private boolean single() {
        return node.inputs().stream().noneMatch(input -> input.type().shape().batched());
    }

    /** Output {@code i} of the layer, from 1, for who takes that part. */
    void part(int i, Array value) {
        evaluation.part(node, i, samples > 0 && single() ? value.withoutBatch() : value);
    }

    /** The part of another layer that this one takes. */
    Array takenPart(int i) {
        return i == 0 ? input(0) : evaluation.part(node.inputs().get(0), i);
    }

    /** Tells how far a number is from where the layer's slope jumps. */
    void kink(double distance) {
        if (node.type().element() != ElementType.FLOAT
                && node.inputs().get(0).type().element() != ElementType.FLOAT) {
            return; // integers of integers have no slope that could jump
        }
        evaluation.kink(Math.abs(distance));
    }

    /** Evaluates a block whose parameters stand below this layer's path. */
    Array block(Block block, String below, List<Array> arguments) {
        return evaluation.block(block, path + below, arguments);
    }
}
