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
 * One value of a tensor for each integer, from the same place but for one axis, along which the integer says the place.
 *
 * @param axis from 0 within a sample
 */
public record TakeElements(int axis) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + element(step.input(0), step.input(1));
    }

    private String element(Value whole, Value places) {
        return whole.local() + "[" + ":, ".repeat(axis) + places.local() + "[…]"
                + ", :".repeat(whole.shape().rank() - axis - 1) + "]";
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(step.input(0), new Gradient(this), List.of(step.input(1), adjoint.gradient(step.output())));
    }

    @Override
    public void emit(Step step, Code code) {
        String x = code.array(step.input(0));
        String y = code.array(step.output());
        each(
                step.input(0),
                step.input(1),
                step.output(),
                code,
                (from, to) -> code.add("$L[$L] = $L[$L]", y, to, x, from));
    }

    /** What happens to one value. */
    private interface Each {
        void write(Index from, Index to);
    }

    private void each(Value whole, Value places, Value taken, Code code, Each each) {
        Axes x = code.axes(whole);
        code.nest(taken, taken.shape().rank(), at -> {
            String place = code.name("place");
            code.add(
                    "int $L = $T.checkIndex($L[$L], $L)",
                    place,
                    Objects.class,
                    code.array(places),
                    code.offset(places, at),
                    code.length(x, axis, at.get(0)));
            List<Index> from = new ArrayList<>(at);
            from.set(1 + axis, Index.variable(place));
            each.write(x.offset(from), code.offset(taken, at));
        });
    }

    /** Each value gets the sum of the gradients of where it was taken. */
    private record Gradient(TakeElements take) implements Op {
        @Override
        public String formula(Step step) {
            return take.element(step.output(), step.input(0)) + " += "
                    + step.input(1).local();
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
            take.each(
                    step.output(),
                    step.input(0),
                    step.input(1),
                    code,
                    (from, to) -> code.add("$L[$L] += $L[$L]", dx, from, d, to));
        }
    }
}
