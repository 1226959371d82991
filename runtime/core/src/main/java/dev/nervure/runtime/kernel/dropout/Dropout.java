package dev.nervure.runtime.kernel.dropout;

/**
 * Dropout (Srivastava et al. 2014): each value is dropped with probability p, and the others are scaled by
 * {@code 1 / (1 − p)}. What is dropped depends on the seed, the sample's number, the layer, the turns of the blocks that
 * repeat it, and the value's place alone: it is the same however a batch is cut into shards, and backward can tell it
 * again. Each of these numbers is mixed into the stream on its own, so that no two of them can stand for each other.
 */
public final class Dropout {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L; // SplitMix64's

    /** The stream of an evaluation, where nothing is dropped. */
    public static final long NONE = 0;

    /** The turns of a layer that no block repeats. */
    public static final long NO_TURNS = 0;

    private final int size;
    private final float p;
    private final long layer;

    /**
     * The dropout of one layer.
     *
     * @param size values a sample
     * @param p the probability with which a value is dropped
     * @param layer the number that tells this layer from the others of its network
     */
    public Dropout(int size, float p, long layer) {
        this.size = size;
        this.p = p;
        this.layer = layer;
    }

    /**
     * {@code y = x · mask / (1 − p)}, or added to {@code y}: forward of values, backward of gradients.
     *
     * @param x {@code [n, size]}
     * @param y {@code [n, size]}; may be {@code x}
     * @param n samples
     * @param seed of the training pass
     * @param firstSample the number of the first sample within the run
     * @param turns those of the blocks around the layer, from {@link #turns}, or {@link #NO_TURNS}
     * @param add whether it is added
     */
    public void apply(float[] x, float[] y, int n, long seed, long firstSample, long turns, boolean add) {
        for (int s = 0; s < n; s++) {
            apply(x, y, s * size, size, p, stream(seed, firstSample + s, layer, turns), add);
        }
    }

    /** What the masks of one sample in one layer are made from; anything but {@link #NONE}. */
    public static long stream(long seed, long sample, long layer, long turns) {
        return mixed(mixed(mixed(mixed(0, seed), sample), layer), turns) | 1;
    }

    /** The turns of a layer within turn {@code turn} of a block, whose own turns are {@code outer}. */
    public static long turns(long outer, int turn) {
        return mixed(outer, turn);
    }

    /** {@code x ⊙ mask / (1 − p)} in place, of row {@code row} of the stream, {@code count} values from float {@code from} on. */
    public static void apply(float[] x, int from, int count, float p, long stream, int row) {
        apply(x, x, from, count, p, mixed(stream, row), false);
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

    /** One step of SplitMix64: another number for each {@code next}, and for each state. */
    private static long mixed(long state, long next) {
        long z = state + GOLDEN_GAMMA * (next + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
