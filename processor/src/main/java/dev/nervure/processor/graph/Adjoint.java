package dev.nervure.processor.graph;

import dev.nervure.dsl.Shape;
import java.util.List;

/** What an operation's derivative rule can ask for and add to, while the backward program is being made. */
public interface Adjoint {
    /** The gradient of an output of the step. */
    Value gradient(Value output);

    /** Whether something contributed to the gradient of an output. */
    boolean reached(Value output);

    /** Whether anybody wants the gradient of an input: it is of floats, and not of a parameter that is fixed. */
    boolean wanted(Value input);

    /**
     * Adds a step whose result is a contribution to the gradient of {@code input}; none if that is not wanted.
     *
     * @param further what the step writes beside it
     */
    void contribute(Value input, Op op, List<Value> reads, Value... further);

    /** Adds one step that adds to the gradients of several inputs, one after the other among its outputs. */
    void contribute(List<Value> inputs, Op op, List<Value> reads);

    /** Differentiates steps that one computes together, each by its own rule, the last one first. */
    void differentiate(List<Step> parts);

    /** A value of the backward program, for a step to write. */
    Value working(String name, Shape shape);

    /**
     * Adds a step that writes the gradient of {@code input} for who looks at it, after all else: of a tensor that the
     * chain rule passes by because its function and its reader are one computation.
     */
    void show(Value input, Op op, List<Value> reads);

    /** Says that an operation has no derivative: some that are steps of backward have none. */
    void refuse(Step step);

    /** Adds a step with a result for each of {@code likes} that are floats, and returns those. */
    List<Value> intermediates(String name, List<Value> likes, Op op, List<Value> reads);

    /** Adds a step with a result of its own, and returns that. */
    Value intermediate(String name, Shape shape, Value.Element element, Op op, List<Value> reads);
}
