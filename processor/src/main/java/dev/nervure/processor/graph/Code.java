package dev.nervure.processor.graph;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an operation writes its Java with: statements, loops over samples and rows, and the local variables for the arrays
 * that are used.
 */
public abstract class Code {
    /** What happens to consecutive rows. */
    @FunctionalInterface
    public interface Rows {
        void write(Index first, Index count);
    }

    /** What happens to the row or element of a number. */
    @FunctionalInterface
    public interface Each {
        void write(Index index);
    }

    /** What happens to one value: the variables of the loops over the first axes, and its index. */
    @FunctionalInterface
    public interface Run {
        void write(List<Index> at, Index index);
    }

    /** Writes one statement. */
    public abstract Code add(String format, Object... args);

    /** Writes a line of comment. */
    public abstract Code comment(String format, Object... args);

    /** Opens a loop or a condition. */
    public abstract Code begin(String format, Object... args);

    /** Closes what a condition opened last, and opens what holds otherwise. */
    public abstract Code otherwise();

    /** Opens a block, for local variables that end with it. */
    public abstract Code block();

    /** Closes what was opened last. */
    public abstract Code end();

    /** Says that a method may end here: nothing is open, and no local variable is read further on. */
    public abstract Code cut();

    /**
     * One row after another, each by a call of a method of its own: for long straight code. HotSpot 25 checks each index of
     * a loop's body on its own, those of a method at once, which makes one sample of a tiny layer a third faster. What has
     * {@code n} or a loop around cannot be used within.
     */
    public abstract Code eachRowApart(Value value, int axes, Each body);

    /** The local variable of a value's array. */
    public abstract String array(Value value);

    /** The axes of a value, with the names of their sizes. */
    public abstract Axes axes(Value value);

    /** Whether inference holds a value with its channels as the last axis. */
    public abstract boolean channelsLast(Value value);

    /** Whether two values lie in one array in some activations or gradients. */
    public abstract boolean mayShare(Value a, Value b);

    /** A name for a local variable like the wanted one, that no array has. */
    public abstract String name(String wanted);

    /** A row of memory for this method alone, at least {@code length} floats. */
    public abstract String scratch(String name, int length);

    /** The same with {@code rows} rows of {@code length}. */
    public abstract String scratchRows(String name, int rows, int length);

    /** A constant of the class. */
    public abstract String constant(String name, TypeName type, CodeBlock value);

    /** A constant table of few values. */
    public abstract String constant(String name, List<Float> values);

    /** Working memory of a class of its own, for this method alone. */
    public abstract String scratch(String name, ClassName type);

    /** A class of a block that repeats. */
    public abstract ClassName blockType(Repetition repeat, String suffix);

    /** How a parameter, or the gradient of one, lies in memory. */
    public abstract Layout layout(Value parameter);

    /** How many of the step's optional results are not stored. */
    public abstract LeftOut leftOut(Step step);

    /** How long a dimension is in sample {@code s}; in sample 0 of what has no batch, as long as it can be. */
    public abstract Index dim(Dim dim, Index s);

    /** How long an axis is in sample {@code s}. */
    public Index length(Axes axes, int axis, Index s) {
        Dim dim = axes.shape().axis(axis);
        return dim.constant() ? axes.size(axis) : dim(dim, s);
    }

    /** How many values some axes of sample {@code s} have together. */
    public Index length(Axes axes, List<Integer> which, Index s) {
        boolean last = !which.isEmpty() && which.get(0) == axes.rank() - which.size();
        if (last && which.stream().allMatch(axis -> axes.shape().axis(axis).constant())) {
            return axes.size(which.get(0), axes.rank());
        }
        return Index.product(which.stream().map(axis -> length(axes, axis, s)).toList());
    }

    /** How many samples there are of a shape, as Java: those of the call, or one that is the same for all. */
    public static Index samples(Shape shape) {
        return shape.batched() ? Index.variable("n") : Index.ONE;
    }

    /** Closes the {@code count} that were opened last. */
    public Code end(int count) {
        for (int i = 0; i < count; i++) {
            end();
        }
        return this;
    }

    /** Opens a loop from 0 to before {@code count} and returns its variable. */
    public Index loop(String wanted, Index count) {
        return loop(wanted, Index.ZERO, count);
    }

    /** Opens a loop from one number to before another and returns its variable. */
    public Index loop(String wanted, Index first, Index end) {
        String k = name(wanted);
        begin("for (int $1L = $2L; $1L < $3L; $1L++)", k, first, end);
        return Index.variable(k);
    }

    /** What happens to each number from 0 to before {@code count}, in a loop if there are several. */
    public Code each(String wanted, Index count, Each body) {
        if (count.isOne()) {
            body.write(Index.ZERO);
            return this;
        }
        body.write(loop(wanted, count));
        return end();
    }

    /** Sets a value to 0, that of every sample of the call if it has samples. */
    public Code clear(Value value) {
        String zero = value.element() == Value.Element.INT ? "0" : "0f";
        return value.shape().batched()
                ? add(
                        "$T.fill($L, 0, $L, $L)",
                        Arrays.class,
                        array(value),
                        axes(value).all(),
                        zero)
                : add("$T.fill($L, $L)", Arrays.class, array(value), zero);
    }

    /** The same, or {@code null} where there is no value. */
    public String arrayOrNull(@Nullable Value value) {
        return value == null ? "null" : array(value);
    }

    /** Consecutive rows of a value. */
    public void rows(Value value, int axes, Rows body) {
        rows(axes(value), axes, body);
    }

    /**
     * Consecutive rows of a tensor: all of them at once where sizes are fixed, the valid part of each run where a symbol
     * says how long it is.
     *
     * @param last how many of the last axes make one row
     */
    public void rows(Axes axes, int last, Rows body) {
        Axes leading = axes.first(axes.rank() - last);
        int variable = leading.rank() - 1;
        while (variable >= 0 && leading.shape().axis(variable).constant()) {
            variable--;
        }
        if (variable < 0 || !axes.shape().batched()) {
            body.write(Index.ZERO, leading.all());
            return;
        }
        Dim length = leading.shape().axis(variable);
        Index inner = leading.size(variable + 1, leading.rank());
        nest(axes, variable, at -> body.write(leading.offset(at), inner.times(dim(length, at.get(0)))));
    }

    /** The loops of {@link #nest(Axes, int, Consumer)} over the axes of a value. */
    public void nest(Value value, int axes, Consumer<List<Index>> body) {
        nest(axes(value), axes, body);
    }

    /**
     * A loop over the samples and one over each of the first axes of a sample, as far as the sample goes. The body gets
     * the loop variables, that of the sample first.
     */
    public void nest(Axes axes, int first, Consumer<List<Index>> body) {
        if (axes.shape().batched()) {
            Index s = loop("s", Index.variable("n"));
            nest(axes, List.of(s), first, body);
            end();
        } else {
            nest(axes, List.of(Index.ZERO), first, body);
        }
    }

    /** Loops over further axes, until there is one over each of the first axes. */
    private void nest(Axes axes, List<Index> outer, int first, Consumer<List<Index>> body) {
        List<Index> at = new ArrayList<>(outer);
        int open = 0;
        for (int axis = at.size() - 1; axis < first; axis++) {
            if (axes.shape().axis(axis).equals(Dim.of(1))) {
                at.add(Index.ZERO);
            } else {
                at.add(loop("k" + axis, length(axes, axis, at.get(0))));
                open++;
            }
        }
        body.accept(at);
        end(open);
    }

    /** The loops of {@link #runs(Axes, List, int, Run)} over the axes of a value. */
    public void runs(Value value, List<Index> outer, int axes, Run body) {
        runs(axes(value), outer, axes, body);
    }

    /**
     * One value after another, as far as the sample goes, within the loops of {@link #nest}: a loop over each of the first
     * axes, and one over what lies in a row behind them.
     *
     * @param outer the variables of the loops that are open
     */
    public void runs(Axes axes, List<Index> outer, int first, Run body) {
        int nested = first;
        for (int axis = first; axis < axes.rank(); axis++) {
            if (!axes.shape().axis(axis).constant()) {
                nested = axis;
            }
        }
        List<Integer> row = IntStream.range(nested, axes.rank()).boxed().toList();
        nest(axes, outer, nested, at -> {
            Index begin = axes.offset(at);
            each("i", length(axes, row, at.get(0)), i -> body.write(at, begin.plus(i)));
        });
    }

    /** Where in the array of a value a place lies, by the variables of {@link #nest}. */
    public Index offset(Value value, List<Index> at) {
        return axes(value).offset(at);
    }

    /** One row after another; of no axes, one value after another. */
    public void eachRow(Value value, int axes, Each body) {
        rows(value, axes, (first, count) -> {
            String wanted = axes == 0 ? "i" : "r";
            if (first.isZero() && count.isOne()) {
                block(); // its local variables end with it, as with a loop
                body.write(Index.ZERO);
                end();
            } else {
                body.write(loop(wanted, first, first.plus(count)));
                end();
            }
        });
    }
}
