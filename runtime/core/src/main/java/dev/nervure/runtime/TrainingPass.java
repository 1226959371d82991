package dev.nervure.runtime;

/**
 * What a forward pass of training knows beyond its samples: where randomness comes from, and with whom it shares the
 * batch. Dropout depends on {@code (seed, firstSample + row)} alone, so the same batch drops the same units however it
 * is cut into shards.
 */
public final class TrainingPass {
    /** Adds sums over all shards of a batch, in the order of the shards; leaves them as they are where there is one. */
    public interface Collective {
        /** Replaces every value by its sum over all shards; every shard calls it with the same number of values. */
        void sum(double[] values);
    }

    private static final Collective ALONE = values -> {};

    private final long seed;
    private final long firstSample;
    private final Collective collective;
    private final boolean leads;

    private TrainingPass(long seed, long firstSample, Collective collective, boolean leads) {
        this.seed = seed;
        this.firstSample = firstSample;
        this.collective = collective;
        this.leads = leads;
    }

    /** A pass over a whole batch. */
    public static TrainingPass of(long seed, long firstSample) {
        return new TrainingPass(seed, firstSample, ALONE, true);
    }

    /** A pass over one shard of a batch; the first shard leads. */
    static TrainingPass shard(long seed, long firstSample, Collective collective, boolean first) {
        return new TrainingPass(seed, firstSample, collective, first);
    }

    public long seed() {
        return seed;
    }

    /** The number of the first sample of this pass, counted over all samples of the run. */
    public long firstSample() {
        return firstSample;
    }

    /** Whether this pass writes what the whole batch leaves behind, its statistics: one of its shards does. */
    boolean leads() {
        return leads;
    }

    /** Turns sums over this pass's samples into sums over the whole batch. */
    public void sum(double[] values) {
        collective.sum(values);
    }
}
