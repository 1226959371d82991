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

    /**
     * A sample and its class, for a network with one input and one target.
     *
     * @param input the values of the input, row-major in its shape, in floats
     * @param target the class, from 0
     * @return a sample that keeps the array
     */
    public static Sample of(float[] input, int target) {
        return new Sample(INPUT_AND_TARGET, input, new int[] {target});
    }

    /**
     * A sample and the values to predict, for a network with one input and one target.
     *
     * @param input the values of the input, row-major in its shape
     * @param target the values of the target, row-major in its shape
     * @return a sample that keeps the arrays
     */
    public static Sample of(float[] input, float[] target) {
        return new Sample(INPUT_AND_TARGET, input, target);
    }

    /**
     * A sample of integers, such as words, and its class, for a network with one input and one target.
     *
     * @param input the integers of the input, row-major in its shape
     * @param target the class, from 0
     * @return a sample that keeps the array
     */
    public static Sample of(int[] input, int target) {
        return new Sample(INPUT_AND_TARGET, input, new int[] {target});
    }

    /**
     * A sample of integers and the integers to predict, such as the words that follow, for a network with one input and
     * one target.
     *
     * @param input the integers of the input, row-major in its shape
     * @param target the integers of the target, row-major in its shape
     * @return a sample that keeps the arrays
     */
    public static Sample of(int[] input, int[] target) {
        return new Sample(INPUT_AND_TARGET, input, target);
    }

    /**
     * A sample for a network with any number of inputs and targets. Add them with {@link #floats} and {@link #ints}.
     *
     * @return a sample without values
     */
    public static Sample named() {
        return new Sample(List.of());
    }

    /**
     * Adds an input or target of floats.
     *
     * @param name the name that the network declares
     * @param values its values, row-major in its shape
     * @return a new sample with one more input or target
     * @throws IllegalArgumentException if this sample has one of that name
     */
    public Sample floats(String name, float... values) {
        return and(name, values);
    }

    /**
     * Adds an input or target of integers.
     *
     * @param name the name that the network declares
     * @param values its integers, row-major in its shape
     * @return a new sample with one more input or target
     * @throws IllegalArgumentException if this sample has one of that name
     */
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
