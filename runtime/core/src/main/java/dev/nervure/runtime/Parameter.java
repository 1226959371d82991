package dev.nervure.runtime;

import dev.nervure.runtime.kernel.Storage;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A named learned array, with PyTorch's name and layout whatever its layout in memory. */
public final class Parameter {
    private final String name;
    private final int[] shape;
    private final int size;
    private final boolean learned;
    private final Storage storage;
    private final Initial initial;
    private boolean frozen;
    private long batchesTracked;

    Parameter(String name, int[] shape, boolean learned, Storage storage, Initial initial) {
        this.name = name;
        this.shape = shape.clone();
        this.size = size(shape);
        this.learned = learned;
        this.storage = storage;
        this.initial = initial;
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int axis : shape) {
            size = Math.multiplyExact(size, axis);
        }
        return size;
    }

    /** PyTorch's name, such as {@code hidden.weight}. */
    public String name() {
        return name;
    }

    /** PyTorch's shape, such as {@code [out, in]}. */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of values. */
    public int size() {
        return size;
    }

    /** A copy of the values, row-major in {@link #shape}. */
    public float[] values() {
        float[] values = new float[size];
        storage.read(values);
        return values;
    }

    /**
     * Replaces all values, row-major in {@link #shape}.
     *
     * @throws IllegalArgumentException if their number differs
     */
    public void set(float[] values) {
        if (values.length != size) {
            throw new IllegalArgumentException(
                    name + " " + Arrays.toString(shape) + " has " + size + " values, got " + values.length);
        }
        storage.write(values);
    }

    /** Whether training changes it: neither declared as fixed, nor frozen. */
    public boolean trainable() {
        return learned && !frozen;
    }

    /** Keeps training from changing this parameter, or lets it again; a statistic is never trained. */
    public void freeze(boolean frozen) {
        this.frozen = frozen;
    }

    /** PyTorch's count beside a running variance, as the file had it: nothing computes with it. */
    long batchesTracked() {
        return batchesTracked;
    }

    void batchesTracked(long batches) {
        this.batchesTracked = batches;
    }

    /** Whether the name is this one, where {@code *} stands for anything. */
    boolean isNamed(String names) {
        return Pattern.matches("\\Q" + names.replace("*", "\\E.*\\Q") + "\\E", name);
    }

    Storage storage() {
        return storage;
    }

    void initialize(long seed) {
        float[] values = new float[size];
        initial.fill(values, seed, name);
        storage.write(values);
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(shape);
    }
}
