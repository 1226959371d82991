package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/** The same values under another shape: flattening, reshaping. Nothing is to be done where both lie in one array. */
public record Copy() implements Op {
    @Override
    public String formula(Step step) {
        boolean alike = step.output().shape().equals(step.input(0).shape());
        return step.output().local() + " = " + step.input(0).local() + (alike ? "" : " reshaped");
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(step.input(0), new Copy(), List.of(adjoint.gradient(step.output())));
    }

    /** Who reads a parameter itself leaves its tensor to those who look. */
    @Override
    public List<Value> optional(Step step) {
        return step.input(0).holder() == Value.Holder.WEIGHTS ? step.outputs() : List.of();
    }

    @Override
    public boolean inPlace(Step step) {
        return true;
    }

    @Override
    public void emit(Step step, Code code) {
        if (optional(step).isEmpty()) {
            copy(step, code);
        } else {
            Kept.where(step, code, () -> copy(step, code));
        }
    }

    /** Writes the copy itself. */
    static void copy(Step step, Code code) {
        String x = code.array(step.input(0));
        String y = code.array(step.output());
        if (step.add()) {
            code.eachRow(step.input(0), 0, i -> code.add("$L[$L] += $L[$L]", y, i, x, i));
            return;
        }
        boolean oneArray = code.mayShare(step.input(0), step.output());
        if (oneArray) {
            code.comment("where memory is shared, both are one array").begin("if ($L != $L)", y, x);
        }
        code.rows(
                step.input(0),
                0,
                (first, count) -> code.add("System.arraycopy($L, $L, $L, $L, $L)", x, first, y, first, count));
        code.end(oneArray ? 1 : 0);
    }
}
