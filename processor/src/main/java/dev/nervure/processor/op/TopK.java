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
 * output says where they stand. One search for each: {@code k} is small.
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
        code.nest(wide.withOne(axis), wide.rank(), at -> {
            Index last = Index.variable(code.name("last"));
            code.add("int $L = -1", last);
            Index j = code.loop("j", narrow.size(axis));
            Index best = Index.variable(code.name("best"));
            code.add("int $L = -1", best);
            Index i = code.loop("i", wide.size(axis));
            // Behind the one before: less, or equal and further on. Float.compare has an order for all floats.
            String sinceLast = code.name("sinceLast");
            code.add("int $L = $L < 0 ? -1 : $L", sinceLast, last, compare(x, wide, with(at, i), with(at, last), code))
                    .begin(
                            "if (($1L < 0 || $1L == 0 && $2L > $3L) && ($4L < 0 || $5L > 0))",
                            sinceLast,
                            i,
                            last,
                            best,
                            compare(x, wide, with(at, i), with(at, best), code))
                    .add("$L = $L", best, i)
                    .end(2);
            code.add(
                            "$L[$L] = $L[$L]",
                            code.array(step.output()),
                            narrow.offset(with(at, j)),
                            code.array(x),
                            wide.offset(with(at, best)))
                    .add("$L[$L] = $L", code.array(step.outputs().get(1)), narrow.offset(with(at, j)), best)
                    .add("$L = $L", last, best)
                    .end();
        });
    }

    /** Above 0 if the first place comes before the second in the order of values. */
    private String compare(Value x, Axes wide, List<Index> a, List<Index> b, Code code) {
        String left = code.array(x) + "[" + wide.offset(a) + "]";
        String right = code.array(x) + "[" + wide.offset(b) + "]";
        return "Float.compare(" + (largest ? left + ", " + right : right + ", " + left) + ")";
    }

    private List<Index> with(List<Index> at, Index place) {
        List<Index> with = new ArrayList<>(at);
        with.set(1 + axis, place);
        return with;
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
