package dev.nervure.runtime.generated;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.LayerInfo;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.runtime.kernel.Kernels;
import dev.nervure.runtime.kernel.convolution.ChannelOrder;
import dev.nervure.runtime.kernel.dropout.Dropout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all generated {@code …Activations} share: what they keep, and which pass ran last. */
public abstract class CompiledActivations extends OneThread implements Activations {
    /** How long each sample is along a symbol, and how long it may be. */
    private static final class Lengths {
        final String symbol;
        final int[] ofSamples;
        final int max;

        Lengths(String symbol, int capacity, int max) {
            this.symbol = symbol;
            this.ofSamples = new int[capacity];
            this.max = max;
            Arrays.fill(ofSamples, max);
        }

        void check(int n) {
            for (int s = 0; s < n; s++) {
                if (ofSamples[s] < 1 || ofSamples[s] > max) {
                    throw new IllegalArgumentException("the length of " + symbol + " must be in 1 … " + max + ", got "
                            + ofSamples[s] + " of sample " + s);
                }
            }
        }
    }

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8; // what HotSpot makes at most

    protected final Keep keep;
    private final List<Lengths> lengths = new ArrayList<>();
    private final int capacity;
    private final @Nullable CompiledActivations owner;
    private final long turn; // mixed with those of the blocks around this one
    private final Turns<CompiledActivations> turns = new Turns<>();
    private int samples;
    private @Nullable TrainingPass pass;
    private boolean backward;

    protected CompiledActivations(Keep keep, int capacity) {
        requireCapacity(capacity);
        this.keep = keep;
        this.capacity = capacity;
        this.owner = null;
        this.turn = Dropout.NO_TURNS;
    }

    static void requireCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, got " + capacity);
        }
    }

    /** The activations of one turn of a repeated block of {@code owner}. */
    protected CompiledActivations(CompiledActivations owner, int turn) {
        this.keep = owner.keep;
        this.capacity = owner.capacity;
        this.owner = owner;
        this.turn = Dropout.turns(owner.turn, turn);
    }

    @Override
    public final int capacity() {
        return capacity;
    }

    /** Says what each tensor is, in the order in which they are computed. */
    protected abstract void describe(Layers layers);

    @Override
    public final List<String> names() {
        return Layers.of(this).all().stream().map(LayerInfo::tensor).toList();
    }

    /** How many samples they hold, what they keep, and all tensors with the shape of one sample. */
    @Override
    public final String toString() {
        String tensors = Layers.of(this).all().stream()
                .map(layer -> layer.tensor() + " " + layer.shape())
                .collect(Collectors.joining(", "));
        return getClass().getSimpleName() + " for up to " + capacity + " samples, of " + keep.factory() + ": "
                + tensors;
    }

    /** Declares the turns of a repeated block. */
    protected final void turns(String path, CompiledActivations[] turns) {
        this.turns.add(path, turns);
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

    /** What tells the masks of this turn of a repeated block from those of others, blocks around it included. */
    public final long turns() {
        return turn;
    }

    /** The training pass that ran last; null if it was an evaluation. */
    public final @Nullable TrainingPass pass() {
        return owner == null ? pass : owner.pass();
    }

    /**
     * The order of axes in which a convolution runs: that of inference only where nothing keeps what lies between, and only by
     * vectors, because portable loops run over places.
     */
    public final ChannelOrder order(ChannelOrder inInference) {
        return keep == Keep.INFERENCE && Kernels.vectors() ? inInference : ChannelOrder.FIRST;
    }

    /** What the masks of a sample in a layer are made from, in the pass that runs. */
    public final long dropout(int sample, long layer) {
        TrainingPass running = pass();
        return running == null
                ? Dropout.NONE
                : Dropout.stream(running.seed(), running.firstSample() + sample, layer, turns());
    }

    /**
     * The number of the first sample of the whole batch, of which this pass may run a shard: what is the same for every
     * sample is masked alike in each.
     */
    public final long firstOfBatch() {
        TrainingPass running = pass();
        if (running instanceof ShardPass shard) {
            return shard.firstOfBatch();
        }
        return running == null ? 0 : running.firstSample();
    }

    /** What the masks of what is the same for every sample are made from, in the pass that runs. */
    public final long dropoutOfBatch(long layer) {
        TrainingPass running = pass();
        return running == null ? Dropout.NONE : Dropout.stream(running.seed(), firstOfBatch(), layer, turns());
    }

    final void begin(int n, @Nullable TrainingPass pass) {
        if (n < 1 || n > capacity) {
            throw new IllegalArgumentException("n must be in 1 … " + capacity + " (the capacity), got " + n);
        }
        for (int i = 0; i < lengths.size(); i++) {
            lengths.get(i).check(n);
        }
        this.samples = n;
        this.pass = pass;
        this.backward = false;
    }

    @Override
    public final int[] lengths(String symbol) {
        if (owner != null) {
            return owner.lengths(symbol);
        }
        for (int i = 0; i < lengths.size(); i++) { // without an iterator, which would be an object a call
            if (lengths.get(i).symbol.equals(symbol)) {
                return lengths.get(i).ofSamples;
            }
        }
        throw new NoSuchElementException("no symbol '" + symbol + "'; there are "
                + lengths.stream().map(of -> of.symbol).toList());
    }

    /** Gives every sample the greatest length, as at first. */
    final void lengthsToMax() {
        for (int i = 0; i < lengths.size(); i++) {
            Arrays.fill(lengths.get(i).ofSamples, lengths.get(i).max);
        }
    }

    /** The number of samples of the forward pass that ran last; 0 if none ran. */
    final int samples() {
        return samples;
    }

    /** Whether samples may differ in length. */
    final boolean hasLengths() {
        return !lengths.isEmpty();
    }

    final void requireForward(int n) {
        if (samples != n) {
            throw new IllegalStateException(
                    samples == 0
                            ? "no forward pass has run on these activations"
                            : "the forward pass that ran last had " + samples + " samples, not " + n);
        }
    }

    /**
     * Fails in a training pass that takes statistics of the batch, for which a batch norm's input is not kept.
     *
     * @param layer the batch norm
     * @param frozen whether it takes its running statistics in every pass
     */
    public final void requireRunningStatistics(String layer, boolean frozen) {
        if (pass() != null && !frozen) {
            throw new IllegalStateException("'" + layer
                    + "' takes statistics of the batch in a training pass, and activations "
                    + "from " + keep.factory() + " do not keep what it takes them of; use newTrainingActivations or "
                    + "newActivations");
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

    /** The length of an array for all samples. */
    static int length(int perSample, int capacity) {
        long length = (long) perSample * capacity;
        if (length > LONGEST_ARRAY) {
            throw new IllegalArgumentException("capacity is at most " + LONGEST_ARRAY / perSample
                    + ", because a tensor of this network has " + perSample + " values a sample, and an array at most "
                    + LONGEST_ARRAY + "; got " + capacity);
        }
        return (int) length;
    }

    /** An array of {@code perSample} floats for each sample. */
    protected final float[] newFloats(int perSample) {
        return new float[length(perSample, capacity)];
    }

    /** An array of {@code perSample} ints for each sample. */
    protected final int[] newInts(int perSample) {
        return new int[length(perSample, capacity)];
    }

    /**
     * Whether the forward pass that runs writes what its batch leaves behind, running statistics: a training pass that
     * leads its shards, and not what backward computes again.
     */
    public final boolean leads() {
        if (owner != null) {
            return owner.leads();
        }
        boolean first = !(pass instanceof ShardPass shard) || shard.leads();
        return pass != null && first && !backward;
    }

    /** The length of each sample along a symbol, at first the maximum. */
    protected final int[] newLengths(String symbol, int max) {
        Lengths added = new Lengths(symbol, capacity, max);
        lengths.add(added);
        return added.ofSamples;
    }

    /** Turns sums over the samples of these activations into sums over the whole batch, if it is cut into shards. */
    public final void sumOverBatch(double[] sums) {
        if (pass() instanceof ShardPass shard) {
            shard.sum(sums);
        }
    }

    /** Returns {@code values} if these activations keep the tensor, which those from {@code least} on do. */
    protected final <T> T kept(T values, String tensor, Keep least) {
        if (keep.compareTo(least) < 0) {
            throw new IllegalStateException("'" + tensor + "' shares its memory with other tensors in activations from "
                    + keep.factory() + "; " + least.factory() + " keeps it");
        }
        return values;
    }
}
