package dev.nervure.runtime.generated;

import dev.nervure.runtime.TrainingPass;

/** A training pass over one of several shards of a batch, which adds up some sums with the others. */
public final class ShardPass extends TrainingPass {
    /** Adds sums over all shards of a batch. */
    @FunctionalInterface
    public interface Collective {
        /**
         * Replaces every value by its sum over all shards, added in the order of the shards. Every shard calls it with the
         * same number of values.
         */
        void sum(double[] values);
    }

    private final long firstOfBatch;
    private final Collective collective;
    private final boolean leads;

    /**
     * A pass over a shard.
     *
     * @param batch the pass over the whole batch
     * @param first where the shard begins within the batch
     * @param leads whether this shard writes what the whole batch leaves behind, its statistics: one of the shards does
     */
    public ShardPass(TrainingPass batch, int first, Collective collective, boolean leads) {
        super(batch.seed(), batch.firstSample() + first);
        this.firstOfBatch = batch.firstSample();
        this.collective = collective;
        this.leads = leads;
    }

    long firstOfBatch() {
        return firstOfBatch;
    }

    boolean leads() {
        return leads;
    }

    /** Turns sums over this shard's samples into sums over the whole batch. */
    void sum(double[] values) {
        collective.sum(values);
    }
}
