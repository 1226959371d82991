package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Each sample with a margin.
 *
 * @param before the width of the margin before each axis
 * @param value what the margin holds
 */
public record Pad(List<Integer> before, float value) implements Op {
    public Pad {
        before = List.copyOf(before);
    }

    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + step.input(0).local() + " within a margin of "
                + Floats.literal(value).replace("f", "");
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(step.input(0), new Gradient(this), List.of(adjoint.gradient(step.output())));
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Value y = step.output();
        if (value == 0) {
            code.clear(y);
        } else {
            Index end = code.axes(y).all();
            code.add("$T.fill($L, 0, $L, $L)", Arrays.class, code.array(y), end, number(y));
        }
        runs(
                x,
                y,
                code,
                (inside, outside, length) -> code.add(
                        "System.arraycopy($L, $L, $L, $L, $L)", code.array(x), inside, code.array(y), outside, length));
    }

    private String number(Value y) {
        return y.element() == Value.Element.INT ? Integer.toString((int) value) : Floats.literal(value);
    }

    /** What happens to each run of values along the last axis. */
    private interface Run {
        void write(Index inside, Index outside, Index length);
    }

    private void runs(Value inner, Value outer, Code code, Run run) {
        int rank = before.size();
        Axes axes = code.axes(inner);
        code.nest(axes, rank - 1, at -> {
            List<Index> shifted = new ArrayList<>(List.of(at.get(0)));
            for (int axis = 0; axis < rank; axis++) {
                Index margin = Index.of(before.get(axis));
                shifted.add(axis < rank - 1 ? at.get(axis + 1).plus(margin) : margin);
            }
            run.write(axes.offset(at), code.offset(outer, shifted), code.length(axes, rank - 1, at.get(0)));
        });
    }

    /** The gradient without its margin. */
    private record Gradient(Pad pad) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + " = " + step.input(0).local() + " without the margin";
        }

        @Override
        public void differentiate(Step step, Adjoint adjoint) {
            Value d = step.input(0);
            Value padded = adjoint.intermediate(
                    d.name() + "Padded",
                    d.shape(),
                    Value.Element.FLOAT,
                    new Pad(pad.before, 0),
                    List.of(adjoint.gradient(step.output())));
            adjoint.contribute(d, new Copy(), List.of(padded));
        }

        @Override
        public void emit(Step step, Code code) {
            String d = code.array(step.input(0));
            String dx = code.array(step.output());
            pad.runs(step.output(), step.input(0), code, (inside, outside, length) -> {
                if (step.add()) {
                    code.each("i", length, i -> code.add("$L[$L] += $L[$L]", dx, inside.plus(i), d, outside.plus(i)));
                } else {
                    code.add("System.arraycopy($L, $L, $L, $L, $L)", d, outside, dx, inside, length);
                }
            });
        }
    }
}
