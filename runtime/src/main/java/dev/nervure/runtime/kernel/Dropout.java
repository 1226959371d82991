package dev.nervure.runtime.kernel;

/**
 * Dropout (Srivastava et al. 2014): each value is dropped with probability p, and the others are scaled by
 * {@code 1 / (1 − p)}. What is dropped depends on the seed, the layer, the sample's number and the value's place alone,
 * so that it is the same however a batch is cut into shards, and backward can tell it again.
 */
public final class Dropout {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L; // SplitMix64's

    private Dropout() {}

    /**
     * {@code y = x · mask / (1 − p)} of samples of {@code size} values, or added to {@code y}: forward of values, backward
     * of gradients.
     *
     * @param seed of the training pass
     * @param firstSample the number of the first sample within the run
     * @param layer what tells this layer from others
     * @param add whether it is added
     */
    public static void apply(
            float[] x, float[] y, int samples, int size, float p, long seed, long firstSample, int layer, boolean add) {
        long dropped = (long) (p * 0x1p24);
        float scale = 1 / (1 - p);
        for (int s = 0; s < samples; s++) {
            long stream = mix(mix(seed + GOLDEN_GAMMA * (firstSample + s + 1)) ^ GOLDEN_GAMMA * layer);
            for (int i = 0; i < size; i++) {
                int at = s * size + i;
                boolean keep = mix(stream + GOLDEN_GAMMA * i) >>> 40 >= dropped;
                float value = keep ? x[at] * scale : 0f;
                y[at] = add ? y[at] + value : value;
            }
        }
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
