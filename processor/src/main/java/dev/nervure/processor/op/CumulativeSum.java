package dev.nervure.processor.op;

import dev.nervure.dsl.Shape;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
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
        Shape shape = step.output().shape();
        String x = code.array(step.input(0));
        String y = code.array(step.output());
        code.nest(shape, shape.rank(), at -> {
            String k = at.get(1 + axis);
            if (k.equals("0")) {
                String i = Code.offset(shape, at);
                code.add("$L[$L] = $L[$L]", y, i, x, i);
                return;
            }
            String length = code.dim(shape.axis(axis), at.get(0));
            String here = back ? "(" + length + " - 1 - " + k + ")" : k;
            String before = back ? "(" + length + " - " + k + ")" : "(" + k + " - 1)";
            String i = Code.offset(shape, with(at, here));
            code.add(
                    "$L[$L] = $L == 0 ? $L[$L] : $L[$L] + $L[$L]",
                    y,
                    i,
                    k,
                    x,
                    i,
                    y,
                    Code.offset(shape, with(at, before)),
                    x,
                    i);
        });
    }

    private List<String> with(List<String> at, String place) {
        List<String> with = new ArrayList<>(at);
        with.set(1 + axis, place);
        return with;
    }
}
