package dev.nervure.processor.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.dsl.Shape;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;

/** Sines and cosines of each position: {@code [steps, k]}, the same in every call. */
public record SinusoidalTable() implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + "[t, 2i] = sin(t / 10000^(2i / k)), [t, 2i + 1] = cos(t / 10000^(2i / k))";
    }

    /** A constant. */
    @Override
    public void differentiate(Step step, Adjoint adjoint) {}

    @Override
    public boolean computes() {
        return false;
    }

    @Override
    public CodeBlock constant(Step step) {
        Shape shape = step.output().shape();
        return CodeBlock.of(
                "$T.sinusoidal($L, $L)",
                KernelTypes.POSITIONS,
                shape.axis(0).max(),
                shape.axis(1).max());
    }

    @Override
    public void emit(Step step, Code code) {}
}
