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
 * The {@code k} greatest or least values along an axis in order, of equal ones the first before the others; the second
 * output says where they stand.
 *
 * @param axis from 0 within a sample
 */
public record TopK(int k, int axis, boolean largest) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = the " + k + (largest ? " greatest of " : " least of ")
                + step.input(0).local() + " over axis " + axis;
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(
                step.input(0), new Gradient(axis), List.of(step.outputs().get(1), adjoint.gradient(step.output())));
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Axes wide = code.axes(x);
        Axes narrow = code.axes(step.output());
        String search = code.scratch(step.output().local() + "Search", KernelTypes.TOP_K);
        code.nest(
                wide.withOne(axis),
                wide.rank(),
                at -> code.add(
                        "$L.$L($L, $L, $L, $L, $L, $L, $L, $L)",
                        search,
                        largest ? "greatest" : "least",
                        code.array(x),
                        wide.offset(at),
                        wide.size(axis + 1, wide.rank()),
                        wide.size(axis),
                        narrow.size(axis),
                        code.array(step.output()),
                        code.array(step.outputs().get(1)),
                        narrow.offset(at)));
    }

    /** Each value that was found gets its gradient, the others none. */
    private record Gradient(int axis) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + "[" + step.input(0).local() + "] = "
                    + step.input(1).local() + ", 0 elsewhere";
        }

        @Override
        public void emit(Step step, Code code) {
            Value places = step.input(0);
            Value d = step.input(1);
            Value dx = step.output();
            if (!step.add()) {
                code.clear(dx);
            }
            Axes narrow = code.axes(d);
            code.nest(narrow, narrow.rank(), at -> {
                List<Index> to = new ArrayList<>(at);
                to.set(1 + axis, Index.variable(code.array(places) + "[" + narrow.offset(at) + "]"));
                code.add("$L[$L] += $L[$L]", code.array(dx), code.offset(dx, to), code.array(d), narrow.offset(at));
            });
        }
    }
}
