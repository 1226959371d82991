package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;

/** {@code yᵢⱼ = 1} where {@code xᵢ = j}, 0 elsewhere. */
public record OneHot(int classes) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + "ⱼ = (" + step.input(0).local() + " = j)";
    }

    /** A number of a class has no slope. */
    @Override
    public void differentiate(Step step, Adjoint adjoint) {}

    @Override
    public void emit(Step step, Code code) {
        String x = code.array(step.input(0));
        String y = code.array(step.output());
        Index size = code.axes(step.output()).size(-1);
        code.eachRow(step.input(0), 0, i -> {
            code.each(
                    "j",
                    size,
                    j -> code.add(
                            "$L[$L] = $L[$L] == $L ? 1f : 0f", y, size.times(i).plus(j), x, i, j));
        });
    }
}
