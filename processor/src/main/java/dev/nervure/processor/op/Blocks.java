package dev.nervure.processor.op;

import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
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
        String end = size.constant()
                ? begin.plus(size.max()).toString()
                : begin.constant() ? size.plus(begin.max()).toString() : begin + " + " + size;
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
        Axes read = code.axes(source);
        Axes written = code.axes(target);
        int rank = read.rank();
        Index inner = read.size(axis + 1, rank);
        if (from.constant() && to.constant() && size.constant()) {
            Index length = whole(source) ? read.size(axis) : whole(target) ? written.size(axis) : Index.of(size.max());
            code.eachRow(
                    source,
                    rank - axis,
                    r -> copy(
                            source,
                            read.size(axis, rank).times(r).plus(inner.times(from.max())),
                            target,
                            written.size(axis, rank).times(r).plus(inner.times(to.max())),
                            inner.times(length),
                            code,
                            add));
        } else {
            code.nest(
                    read,
                    axis,
                    at -> copy(
                            source,
                            read.offset(at).plus(inner.times(code.dim(from, at.get(0)))),
                            target,
                            written.offset(at).plus(inner.times(code.dim(to, at.get(0)))),
                            inner.times(code.dim(size, at.get(0))),
                            code,
                            add));
        }
    }

    private static void copy(Value source, Index at, Value target, Index put, Index length, Code code, boolean add) {
        if (add) {
            code.each(
                    "i",
                    length,
                    i -> code.add("$L[$L] += $L[$L]", code.array(target), put.plus(i), code.array(source), at.plus(i)));
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
        public void differentiate(Step step, Adjoint adjoint) {
            back.differentiate(step, adjoint);
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
