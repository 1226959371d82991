package dev.nervure.runtime;

/**
 * What a forward pass of training knows beyond its samples: where randomness comes from. Dropout depends on
 * {@code (seed, firstSample + row)} alone, so the same batch drops the same units however it is cut into shards.
 */
public class TrainingPass {
    private final long seed;
    private final long firstSample;

    /** For {@link dev.nervure.runtime.generated}; users call {@link #of}. */
    protected TrainingPass(long seed, long firstSample) {
        this.seed = seed;
        this.firstSample = firstSample;
    }

    /**
     * A pass over a whole batch.
     *
     * @param firstSample the number of the batch's first sample, counted over all samples of the run
     */
    public static TrainingPass of(long seed, long firstSample) {
        return new TrainingPass(seed, firstSample);
    }

    /** Where dropout's randomness comes from. */
    public final long seed() {
        return seed;
    }

    /** The number of the first sample of this pass, counted over all samples of the run. */
    public final long firstSample() {
        return firstSample;
    }
}
