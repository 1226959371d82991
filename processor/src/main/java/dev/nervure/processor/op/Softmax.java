package dev.nervure.processor.op;

import com.palantir.javapoet.ClassName;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/** {@code yⱼ = eˣʲ / Σₖ eˣᵏ} over the last axis, or its logarithm. */
public record Softmax(boolean logarithm) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + (logarithm ? "log softmax(" : "softmax(")
                + step.input(0).local() + ")";
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value y = step.output();
        adjoint.contribute(step.input(0), new Gradient(logarithm), List.of(adjoint.gradient(y), y));
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Index width = code.axes(x).size(-1);
        code.rows(
                x,
                1,
                (first, count) -> code.add(
                        "$T.$L($L, $L, $L, $L, $L, $L)",
                        KernelTypes.SOFTMAX,
                        logarithm ? "logRows" : "rows",
                        code.array(x),
                        first.times(width),
                        count,
                        width,
                        code.array(step.output()),
                        first.times(width)));
    }

    /** {@code ∂x = y ⊙ (∂y − Σ ∂y ⊙ y)}; of the logarithm {@code ∂x = ∂y − eʸ Σ ∂y}. */
    private record Gradient(boolean logarithm) implements Op {
        @Override
        public String formula(Step step) {
            String d = step.input(0).local();
            String y = step.input(1).local();
            return step.output().local() + " = "
                    + (logarithm ? d + " − exp(" + y + ") Σ " + d : y + " ⊙ (" + d + " − Σ " + d + " ⊙ " + y + ")");
        }

        @Override
        public void emit(Step step, Code code) {
            Value y = step.input(1);
            Index width = code.axes(y).size(-1);
            ClassName softmax = KernelTypes.SOFTMAX;
            code.rows(
                    y,
                    1,
                    (first, count) -> code.add(
                            "$T.$L($L, $L, $L, $L, $L, $L, $L, $L, $L)",
                            softmax,
                            logarithm ? "logGradient" : "gradient",
                            code.array(y),
                            first.times(width),
                            code.array(step.input(0)),
                            first.times(width),
                            count,
                            width,
                            code.array(step.output()),
                            first.times(width),
                            Boolean.toString(step.add())));
        }
    }
}
