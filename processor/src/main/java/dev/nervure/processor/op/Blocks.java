package dev.nervure.processor.op;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/**
 * Copies the part {@code from … from + size} of an axis of one tensor to the part beginning at {@code to} of another:
 * what concatenation and slices are made of.
 *
 * @param axis the axis, from 0 within a sample
 */
public record Blocks(int axis, Dim from, Dim to, Dim size) implements Op {
    /** A part that lies at the same place in every sample. */
    public static Blocks of(int axis, int from, int to, int size) {
        return new Blocks(axis, Dim.of(from), Dim.of(to), Dim.of(size));
    }

    @Override
    public String formula(Step step) {
        return range(step.output(), to) + " = " + range(step.input(0), from);
    }

    private String range(Value value, Dim begin) {
        Dim end = begin.constant() && size.constant() ? begin.plus(size.max()) : begin.plus(1);
        return value.local() + (whole(value) ? "" : "[" + ":, ".repeat(axis) + begin + ":" + end + "]");
    }

    private boolean whole(Value value) {
        return value.shape().axis(axis).equals(size);
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(
                step.input(0),
                new Gradient(new Blocks(axis, to, from, size)),
                List.of(adjoint.gradient(step.output())));
    }

    @Override
    public void emit(Step step, Code code) {
        copy(step.input(0), step.output(), code, false);
    }

    private void copy(Value source, Value target, Code code, boolean add) {
        Shape shape = source.shape();
        int inner = shape.size()
                / shape.withSample(shape.sample().subList(0, axis + 1)).size();
        int sourceRow = shape.axis(axis).max() * inner;
        int targetRow = target.shape().axis(axis).max() * inner;
        if (from.constant() && to.constant() && size.constant()) {
            code.eachRow(
                    shape,
                    shape.rank() - axis,
                    r -> copy(
                            source,
                            Code.plus(Code.times(sourceRow, r), Integer.toString(from.max() * inner)),
                            target,
                            Code.plus(Code.times(targetRow, r), Integer.toString(to.max() * inner)),
                            Integer.toString(size.max() * inner),
                            code,
                            add));
        } else {
            code.nest(
                    shape,
                    axis,
                    at -> copy(
                            source,
                            Code.plus(Code.offset(shape, at), Code.times(inner, code.dim(from, at.get(0)))),
                            target,
                            Code.plus(Code.offset(target.shape(), at), Code.times(inner, code.dim(to, at.get(0)))),
                            Code.times(inner, code.dim(size, at.get(0))),
                            code,
                            add));
        }
    }

    private static void copy(Value source, String at, Value target, String put, String length, Code code, boolean add) {
        if (add) {
            String i = code.loop("i", length);
            code.add("$L[$L] += $L[$L]", code.array(target), Code.plus(put, i), code.array(source), Code.plus(at, i))
                    .end();
        } else {
            code.add("System.arraycopy($L, $L, $L, $L, $L)", code.array(source), at, code.array(target), put, length);
        }
    }

    /** The part of the gradient goes back to where the values came from; what was not read has none. */
    private record Gradient(Blocks back) implements Op {
        @Override
        public String formula(Step step) {
            return back.formula(step);
        }

        @Override
        public void emit(Step step, Code code) {
            if (!back.whole(step.output()) && !step.add()) {
                code.clear(step.output());
            }
            back.copy(step.input(0), step.output(), code, step.add());
        }
    }
}
