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
 * {@code yₖ = x₀ + … + xₖ} along an axis, or {@code xₖ + …} up to the last, which its gradient is.
 *
 * @param axis from 0 within a sample
 * @param back whether from the last to the first
 */
public record CumulativeSum(int axis, boolean back) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = cumulative sum of " + step.input(0).local() + " over axis " + axis
                + (back ? ", from the last" : "");
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value x = step.input(0);
        // Its own value first: a sum that is under way cannot be added to another.
        Value sums = adjoint.intermediate(
                step.output().name() + "Sums",
                x.shape(),
                Value.Element.FLOAT,
                new CumulativeSum(axis, !back),
                List.of(adjoint.gradient(step.output())));
        adjoint.contribute(x, new Copy(), List.of(sums));
    }

    @Override
    public void emit(Step step, Code code) {
        Axes axes = code.axes(step.output());
        String x = code.array(step.input(0));
        String y = code.array(step.output());
        code.nest(axes, axes.rank(), at -> {
            Index k = at.get(1 + axis);
            if (k.isZero()) {
                Index i = axes.offset(at);
                code.add("$L[$L] = $L[$L]", y, i, x, i);
                return;
            }
            Index length = code.length(axes, axis, at.get(0));
            Index here = back ? length.minus(k).plus(-1) : k;
            Index before = back ? length.minus(k) : k.plus(-1);
            Index i = axes.offset(with(at, here));
            code.add(
                    "$L[$L] = $L == 0 ? $L[$L] : $L[$L] + $L[$L]",
                    y,
                    i,
                    k,
                    x,
                    i,
                    y,
                    axes.offset(with(at, before)),
                    x,
                    i);
        });
    }

    private List<Index> with(List<Index> at, Index place) {
        List<Index> with = new ArrayList<>(at);
        with.set(1 + axis, place);
        return with;
    }
}
