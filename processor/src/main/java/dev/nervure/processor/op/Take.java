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
import java.util.Objects;

/**
 * The values of a tensor that integers say along an axis: {@code […, m, …], [i…] → […, i…, …]}.
 *
 * @param axis from 0 within a sample
 */
public record Take(int axis) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + step.input(0).local() + "[" + ":, ".repeat(axis)
                + step.input(1).local() + "]";
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(step.input(0), new Gradient(this), List.of(step.input(1), adjoint.gradient(step.output())));
    }

    @Override
    public void emit(Step step, Code code) {
        String x = code.array(step.input(0));
        String y = code.array(step.output());
        each(step.input(0), step.input(1), step.output(), code, (from, to, length) -> {
            if (length.isOne()) {
                code.add("$L[$L] = $L[$L]", y, to, x, from);
            } else {
                code.add("System.arraycopy($L, $L, $L, $L, $L)", x, from, y, to, length);
            }
        });
    }

    /** What happens to the values that belong to one integer. */
    private interface Row {
        void write(Index from, Index to, Index length);
    }

    private void each(Value whole, Value places, Value taken, Code code, Row row) {
        Axes x = code.axes(whole);
        int rank = places.shape().rank();
        Index length = x.size(axis + 1, x.rank());
        code.nest(taken, axis + rank, at -> {
            List<Index> integer = new ArrayList<>(List.of(at.get(0)));
            integer.addAll(at.subList(1 + axis, 1 + axis + rank));
            String place = code.name("place");
            code.add(
                    "int $L = $T.checkIndex($L[$L], $L)",
                    place,
                    Objects.class,
                    code.array(places),
                    code.offset(places, integer),
                    code.length(x, axis, at.get(0)));
            List<Index> from = new ArrayList<>(at.subList(0, 1 + axis));
            from.add(Index.variable(place));
            row.write(x.offset(from), code.offset(taken, at), length);
        });
    }

    /** Each value gets the sum of the gradients of where it was taken. */
    private record Gradient(Take take) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + "[" + ":, ".repeat(take.axis)
                    + step.input(0).local() + "] += " + step.input(1).local();
        }

        @Override
        public void differentiate(Step step, Adjoint adjoint) {
            Value d = step.input(1);
            Value taken = adjoint.intermediate(
                    d.name() + "Taken",
                    d.shape(),
                    Value.Element.FLOAT,
                    take,
                    List.of(adjoint.gradient(step.output()), step.input(0)));
            adjoint.contribute(d, new Copy(), List.of(taken));
        }

        @Override
        public void emit(Step step, Code code) {
            if (!step.add()) {
                code.clear(step.output());
            }
            String d = code.array(step.input(1));
            String dx = code.array(step.output());
            take.each(step.output(), step.input(0), step.input(1), code, (from, to, length) -> {
                if (length.isOne()) {
                    code.add("$L[$L] += $L[$L]", dx, from, d, to);
                } else {
                    code.each("j", length, j -> code.add("$L[$L] += $L[$L]", dx, from.plus(j), d, to.plus(j)));
                }
            });
        }
    }
}
