package dev.nervure.training;

import java.util.ArrayList;
import java.util.List;

/**
 * What a network reads of one sample and what its losses compare with. A sample keeps the arrays it is given: do not
 * change them while it is used. Arrays that are read from it are copies.
 *
 * <p>Where inputs and targets were given without names, they are called {@code input} and {@code target} here.
 */
public final class Sample {
    /** The columns of a network with one input and one target, whatever their names. */
    static final List<String> INPUT_AND_TARGET = List.of("input", "target");

    /** The column of a network with one input and no target, whatever its name. */
    static final List<String> INPUT = List.of("input");

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

    /**
     * The names of the inputs and targets.
     *
     * @return the names, in the order in which they were given
     */
    public List<String> names() {
        return columns;
    }

    /**
     * The floats of an input or target.
     *
     * @param name its name
     * @return a copy of its values
     * @throws IllegalArgumentException if there is none of that name, or it has integers
     */
    public float[] floats(String name) {
        if (values[column(name)] instanceof float[] floats) {
            return floats.clone();
        }
        throw new IllegalArgumentException("'" + name + "' of the sample has integers: read them with ints");
    }

    /**
     * The integers of an input or target.
     *
     * @param name its name
     * @return a copy of its integers
     * @throws IllegalArgumentException if there is none of that name, or it has floats
     */
    public int[] ints(String name) {
        if (values[column(name)] instanceof int[] ints) {
            return ints.clone();
        }
        throw new IllegalArgumentException("'" + name + "' of the sample has floats: read them with floats");
    }

    /**
     * The class of the sample, where the target was given without a name.
     *
     * @return the class, from 0
     * @throws IllegalArgumentException if the target is not one integer, or has a name
     */
    public int label() {
        return label("target");
    }

    /**
     * The class of the sample in one of its targets.
     *
     * @param name the name of the target
     * @return the class, from 0
     * @throws IllegalArgumentException if there is no target of that name, or it is not one integer
     */
    public int label(String name) {
        if (values[column(name)] instanceof int[] ints && ints.length == 1) {
            return ints[0];
        }
        throw new IllegalArgumentException("'" + name + "' of the sample is not one integer");
    }

    /**
     * A sample with other floats for one input or target; it may have had integers before.
     *
     * @param name its name
     * @param replacement its new values, row-major in its shape
     * @return a new sample that keeps the array
     * @throws IllegalArgumentException if there is none of that name
     */
    public Sample with(String name, float[] replacement) {
        return replace(name, replacement);
    }

    /**
     * A sample with other integers for one input or target; it may have had floats before.
     *
     * @param name its name
     * @param replacement its new integers, row-major in its shape
     * @return a new sample that keeps the array
     * @throws IllegalArgumentException if there is none of that name
     */
    public Sample with(String name, int[] replacement) {
        return replace(name, replacement);
    }

    /** Such as {@code input float[784], target int[1]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ").append(columns.get(i)).append(' ');
            text.append(
                    values[i] instanceof float[] floats
                            ? "float[" + floats.length + "]"
                            : values[i] instanceof int[] ints ? "int[" + ints.length + "]" : "null");
        }
        return text.toString();
    }

    private Sample replace(String name, Object replacement) {
        Object[] all = values.clone();
        all[column(name)] = Checks.notNull(name, replacement);
        return new Sample(columns, all); // the same list: samples without names stay so
    }

    private int column(String name) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("the sample has nothing named '" + name + "'; it has " + columns);
        }
        return at;
    }

    /**
     * {@code share · this + (1 − share) · other}; integers are those of one of the two.
     *
     * @param ofOther whether integers are those of the other
     */
    Sample mix(Sample other, float share, boolean ofOther) {
        Object[] mixed = values.clone();
        for (int c = 0; c < mixed.length; c++) {
            String name = columns.get(c);
            Object theirs = other.values[other.column(name)];
            if (values[c] instanceof float[] a && theirs instanceof float[] b && a.length == b.length) {
                float[] sum = new float[a.length];
                for (int i = 0; i < sum.length; i++) {
                    sum[i] = share * a[i] + (1 - share) * b[i];
                }
                mixed[c] = sum;
            } else if (values[c] instanceof int[] && theirs instanceof int[]) {
                mixed[c] = ofOther ? theirs : values[c];
            } else {
                throw new IllegalArgumentException(
                        "'" + name + "' of two samples cannot be mixed: " + this + " and " + other);
            }
        }
        return new Sample(columns, mixed);
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
