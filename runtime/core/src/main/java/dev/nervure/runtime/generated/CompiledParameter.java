package dev.nervure.runtime.generated;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.kernel.Storage;
import java.util.Arrays;

/** A parameter in the layout that its network computes with. */
final class CompiledParameter implements Parameter {
    private final String name;
    private final int[] shape;
    private final int size;
    private final boolean learned;
    private final Storage storage;
    private final Initial initial;
    private boolean frozen;
    private long batchesTracked;

    CompiledParameter(String name, int[] shape, boolean learned, Storage storage, Initial initial) {
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

    @Override
    public String name() {
        return name;
    }

    @Override
    public int[] shape() {
        return shape.clone();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public float[] values() {
        float[] values = new float[size];
        storage.read(values);
        return values;
    }

    @Override
    public void set(float[] values) {
        if (values.length != size) {
            throw new IllegalArgumentException(
                    name + " " + Arrays.toString(shape) + " has " + size + " values, got " + values.length);
        }
        storage.write(values);
    }

    @Override
    public boolean trainable() {
        return learned && !frozen;
    }

    @Override
    public void freeze(boolean frozen) {
        this.frozen = frozen;
    }

    boolean learned() {
        return learned;
    }

    boolean frozen() {
        return frozen;
    }

    /** PyTorch's count of batches, which it stores with a running variance. Nothing computes with it. */
    long batchesTracked() {
        return batchesTracked;
    }

    void batchesTracked(long batches) {
        this.batchesTracked = batches;
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
