package dev.nervure.runtime.kernel;

/**
 * Dropout (Srivastava et al. 2014): each value is dropped with probability p, and the others are scaled by
 * {@code 1 / (1 − p)}. What is dropped depends on the seed, the layer, the sample's number and the value's place alone,
 * so that it is the same however a batch is cut into shards, and backward can tell it again.
 */
public final class Dropout {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L; // SplitMix64's

    /** The stream of an evaluation, where nothing is dropped. */
    public static final long NONE = 0;

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
        for (int s = 0; s < samples; s++) {
            apply(x, y, s * size, size, p, stream(seed, firstSample + s, layer), add);
        }
    }

    /** What one sample's masks in a layer are made from; anything but {@link #NONE}. */
    public static long stream(long seed, long sample, int layer) {
        return mix(mix(seed + GOLDEN_GAMMA * (sample + 1)) ^ GOLDEN_GAMMA * layer) | 1;
    }

    /** {@code x ⊙ mask / (1 − p)} in place, of row {@code row} of the stream, {@code count} values from {@code from} on. */
    static void apply(float[] x, int from, int count, float p, long stream, int row) {
        apply(x, x, from, count, p, mix(stream + GOLDEN_GAMMA * row), false);
    }

    private static void apply(float[] x, float[] y, int from, int count, float p, long stream, boolean add) {
        DropoutMask mask = DropoutMask.ofThread();
        for (int k = 0; k < count; k += DropoutMask.LENGTH) {
            int length = Math.min(DropoutMask.LENGTH, count - k);
            float[] factors = mask.factors(stream, k, p);
            if (add) {
                addProducts(x, factors, y, from + k, length);
            } else {
                products(x, factors, y, from + k, length);
            }
        }
    }

    private static void products(float[] x, float[] factors, float[] y, int from, int count) {
        for (int i = 0; i < count; i++) {
            y[from + i] = x[from + i] * factors[i] + 0f; // never -0
        }
    }

    private static void addProducts(float[] x, float[] factors, float[] y, int from, int count) {
        for (int i = 0; i < count; i++) {
            y[from + i] += x[from + i] * factors[i];
        }
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
