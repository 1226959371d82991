package dev.nervure.training;

import java.util.ArrayList;
import java.util.List;

/**
 * What a network reads of one sample and what its losses compare with. A sample keeps the arrays it is given and copies
 * nothing: do not change them while it is used.
 */
public final class Sample {
    /** The columns of a network with one input and one target, whatever their names. */
    static final List<String> INPUT_AND_TARGET = List.of("the input", "the target");

    /** The column of a network with one input and no target, whatever its name. */
    static final List<String> INPUT = List.of("the input");

    private final List<String> columns;
    private final Object[] values;

    private Sample(List<String> columns, Object... values) {
        this.columns = columns;
        this.values = values;
    }

    /** For a network with one input and one target: a sample and its class. */
    public static Sample of(float[] input, int target) {
        return new Sample(INPUT_AND_TARGET, input, new int[] {target});
    }

    /** For a network with one input and one target. */
    public static Sample of(float[] input, float[] target) {
        return new Sample(INPUT_AND_TARGET, input, target);
    }

    /** For a network that reads integers, such as words: a sample and its class. */
    public static Sample of(int[] input, int target) {
        return new Sample(INPUT_AND_TARGET, input, new int[] {target});
    }

    /** For a network that reads integers and is trained on integers, such as the words that follow. */
    public static Sample of(int[] input, int[] target) {
        return new Sample(INPUT_AND_TARGET, input, target);
    }

    /** For a network with any number of inputs and targets; go on with {@link #floats} and {@link #ints}. */
    public static Sample named() {
        return new Sample(List.of());
    }

    /**
     * This sample with one more input or target.
     *
     * @throws IllegalArgumentException if it has one of that name
     */
    public Sample floats(String name, float... values) {
        return and(name, values);
    }

    /** As {@link #floats}, of integers. */
    public Sample ints(String name, int... values) {
        return and(name, values);
    }

    private Sample and(String name, Object more) {
        if (columns.contains(name)) {
            throw new IllegalArgumentException("the sample has two values named '" + name + "'");
        }
        List<String> names = new ArrayList<>(columns);
        names.add(name);
        Object[] all = new Object[names.size()];
        System.arraycopy(values, 0, all, 0, values.length);
        all[values.length] = more;
        return new Sample(List.copyOf(names), all);
    }

    /** A sample of a data set whose samples share their columns. */
    static Sample row(List<String> columns, Object[] values) {
        return new Sample(columns, values);
    }

    List<String> columns() {
        return columns;
    }

    /** A {@code float[]} or an {@code int[]}. */
    Object value(int column) {
        return values[column];
    }
}
