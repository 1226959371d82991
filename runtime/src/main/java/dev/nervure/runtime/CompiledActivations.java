package dev.nervure.runtime;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What all generated {@code …Activations} share: what they keep, and which pass ran last. */
public abstract class CompiledActivations implements Activations {
    protected final Keep keep;
    private final int capacity;
    private int samples;
    private @Nullable TrainingPass pass;

    protected CompiledActivations(Keep keep, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, got " + capacity);
        }
        this.keep = keep;
        this.capacity = capacity;
    }

    @Override
    public final int capacity() {
        return capacity;
    }

    @Override
    public abstract List<String> names();

    /** The training pass that ran last; null if it was an evaluation. */
    public final @Nullable TrainingPass pass() {
        return pass;
    }

    final void begin(int n, @Nullable TrainingPass pass) {
        if (n < 1 || n > capacity) {
            throw new IllegalArgumentException("n must be in 1 … " + capacity + " (the capacity), got " + n);
        }
        this.samples = n;
        this.pass = pass;
    }

    final void requireForward(int n) {
        if (samples != n) {
            throw new IllegalStateException(
                    samples == 0
                            ? "no forward pass has run on these activations"
                            : "the forward pass that ran last had " + samples + " samples, not " + n);
        }
    }

    final void requireBackward() {
        if (keep == Keep.INFERENCE) {
            throw new IllegalStateException("activations from newInferenceActivations keep nothing for backward; use "
                    + "newTrainingActivations or newActivations");
        }
    }

    /** An array of {@code perSample} floats for each sample. */
    protected final float[] newFloats(int perSample) {
        return new float[Math.multiplyExact(perSample, capacity)];
    }

    /** An array of {@code perSample} ints for each sample. */
    protected final int[] newInts(int perSample) {
        return new int[Math.multiplyExact(perSample, capacity)];
    }

    /** Turns sums over the samples of these activations into sums over the whole batch, if it is cut into shards. */
    public final void sumOverBatch(double[] sums) {
        if (pass != null) {
            pass.sum(sums);
        }
    }

    /** Returns {@code values} if these activations keep the tensor, which those from {@code least} on do. */
    protected final <T> T kept(T values, String tensor, Keep least) {
        if (keep.compareTo(least) < 0) {
            throw new IllegalStateException("'" + tensor + "' shares its memory with other tensors in activations from "
                    + keep.factory + "; " + least.factory + " keeps it");
        }
        return values;
    }

    /** The error for a name that the network does not have. */
    protected final NoSuchElementException unknown(String tensor, String type) {
        return new NoSuchElementException("no " + type + " tensor '" + tensor + "'; there are " + names());
    }
}
