package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Where along an axis the greatest or least value stands, the first of equal ones.
 *
 * @param axis from 0 within a sample
 */
public record ArgExtreme(boolean greatest, int axis) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = arg " + (greatest ? "max" : "min") + " of "
                + step.input(0).local() + " over axis " + axis;
    }

    /** A place has no slope. */
    @Override
    public void differentiate(Step step, Adjoint adjoint) {}

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Axes wide = code.axes(x);
        // The same loops whether the axis is gone or stays with size 1.
        Axes narrow = wide.withOne(axis);
        code.nest(narrow, wide.rank(), at -> {
            String best = code.name("best");
            code.add("int $L = 0", best);
            Index k = code.loop("k", code.length(wide, axis, at.get(0)));
            code.begin(
                            "if ($1L[$2L] $3L $1L[$4L])",
                            code.array(x),
                            wide.offset(with(at, k)),
                            greatest ? ">" : "<",
                            wide.offset(with(at, Index.variable(best))))
                    .add("$L = $L", best, k)
                    .end(2);
            code.add("$L[$L] = $L", code.array(step.output()), narrow.offset(at), best);
        });
    }

    private List<Index> with(List<Index> at, Index place) {
        List<Index> with = new ArrayList<>(at);
        with.set(1 + axis, place);
        return with;
    }
}
