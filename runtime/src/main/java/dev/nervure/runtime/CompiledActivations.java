package dev.nervure.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What all generated {@code …Activations} share: what they keep, and which pass ran last. */
public abstract class CompiledActivations implements Activations {
    protected final Keep keep;
    private final int capacity;
    private final @Nullable CompiledActivations owner;
    private final int turn;
    private final Turns<CompiledActivations> turns = new Turns<>();
    private int samples;
    private @Nullable TrainingPass pass;
    private boolean backward;

    protected CompiledActivations(Keep keep, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, got " + capacity);
        }
        this.keep = keep;
        this.capacity = capacity;
        this.owner = null;
        this.turn = 0;
    }

    /** The activations of one turn of a repeated block of {@code owner}. */
    protected CompiledActivations(CompiledActivations owner, int turn) {
        this.keep = owner.keep;
        this.capacity = owner.capacity;
        this.owner = owner;
        this.turn = turn;
    }

    @Override
    public final int capacity() {
        return capacity;
    }

    /** The tensors of this class, in the order in which they are computed. */
    protected abstract List<String> tensorNames();

    @Override
    public final List<String> names() {
        List<String> names = new ArrayList<>();
        for (String tensor : tensorNames()) {
            turns.computing(tensor).forEach((prefix, each) -> each.names().forEach(name -> names.add(prefix + name)));
            names.add(tensor);
        }
        return names;
    }

    /** Declares the turns of a repeated block, whose last one computes {@code result}. */
    protected final void turns(String result, String path, CompiledActivations[] turns) {
        this.turns.add(result, path, turns);
    }

    /** The turn that computes a tensor such as {@code block.3.hidden}. */
    protected final CompiledActivations turnOf(String tensor) {
        CompiledActivations found = turns.of(tensor);
        if (found == null) {
            throw new NoSuchElementException("no tensor '" + tensor + "' of that type; there are " + names());
        }
        return found;
    }

    /** The name of such a tensor within its turn. */
    protected final String nameInTurn(String tensor) {
        return turns.rest(tensor);
    }

    /** Which turn of a repeated block this is, from 0; 0 outside of blocks. */
    public final int turn() {
        return turn;
    }

    /** The training pass that ran last; null if it was an evaluation. */
    public final @Nullable TrainingPass pass() {
        return owner == null ? pass : owner.pass();
    }

    final void begin(int n, @Nullable TrainingPass pass) {
        if (n < 1 || n > capacity) {
            throw new IllegalArgumentException("n must be in 1 … " + capacity + " (the capacity), got " + n);
        }
        this.samples = n;
        this.pass = pass;
        this.backward = false;
    }

    final void requireForward(int n) {
        if (samples != n) {
            throw new IllegalStateException(
                    samples == 0
                            ? "no forward pass has run on these activations"
                            : "the forward pass that ran last had " + samples + " samples, not " + n);
        }
    }

    /** Begins a backward pass. */
    final void requireBackward() {
        if (keep == Keep.INFERENCE) {
            throw new IllegalStateException("activations from newInferenceActivations keep nothing for backward; use "
                    + "newTrainingActivations or newActivations");
        }
        backward = true;
    }

    /** An array of {@code perSample} floats for each sample. */
    protected final float[] newFloats(int perSample) {
        return new float[Math.multiplyExact(perSample, capacity)];
    }

    /** An array of {@code perSample} ints for each sample. */
    protected final int[] newInts(int perSample) {
        return new int[Math.multiplyExact(perSample, capacity)];
    }

    /**
     * Whether the forward pass that runs writes what its batch leaves behind, running statistics: a training pass that
     * leads its shards, and not what backward computes again.
     */
    public final boolean leads() {
        if (owner != null) {
            return owner.leads();
        }
        return pass != null && pass.leads() && !backward;
    }

    /** Turns sums over the samples of these activations into sums over the whole batch, if it is cut into shards. */
    public final void sumOverBatch(double[] sums) {
        TrainingPass running = pass();
        if (running != null) {
            running.sum(sums);
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
}
