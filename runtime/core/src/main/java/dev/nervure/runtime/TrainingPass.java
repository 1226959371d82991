package dev.nervure.runtime;

/**
 * The source of randomness of a training forward pass. Dropout depends on {@code (seed, firstSample + row)} alone, so
 * the same batch drops the same units whatever the number of shards that it is cut into.
 */
public class TrainingPass {
    private final long seed;
    private final long firstSample;

    /**
     * For {@link dev.nervure.runtime.generated}; users call {@link #of}.
     *
     * @param seed the seed of the run
     * @param firstSample the number of the first sample, counted over all samples of the run, from 0
     */
    protected TrainingPass(long seed, long firstSample) {
        this.seed = seed;
        this.firstSample = firstSample;
    }

    /**
     * A pass over a whole batch.
     *
     * @param seed the seed of the run; the same seed drops the same units
     * @param firstSample the number of the batch's first sample, counted over all samples of the run, from 0
     * @return the pass, for {@link Model#forward(Activations, int, TrainingPass)}
     */
    public static TrainingPass of(long seed, long firstSample) {
        return new TrainingPass(seed, firstSample);
    }

    /**
     * The seed of the run.
     *
     * @return the seed
     */
    public final long seed() {
        return seed;
    }

    /**
     * The number of the first sample of this pass.
     *
     * @return the number, counted over all samples of the run, from 0
     */
    public final long firstSample() {
        return firstSample;
    }
}
