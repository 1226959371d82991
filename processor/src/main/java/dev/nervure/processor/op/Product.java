package dev.nervure.processor.op;

import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;

/** An op that can do more with its results before it stores them. */
public interface Product extends Op {
    /** Whether a call of the runtime computes it, which takes a whole epilogue. */
    boolean callsKernel(Step step, Layout layout);

    /** Writes the step together with what ends it. */
    void emit(Step step, Ending ending, Code code);

    @Override
    default void emit(Step step, Code code) {
        emit(step, new Ending(step, code), code);
    }
}
