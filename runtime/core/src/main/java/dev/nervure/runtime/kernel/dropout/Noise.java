package dev.nervure.runtime.kernel.dropout;

/**
 * Random numbers of a layer. Like the masks of {@link Dropout} they depend on the seed, the sample's number, the layer, the
 * turns of the blocks that repeat it and the value's place alone, and are the same bits on every machine.
 */
public final class Noise {
    private static final double UNIT = 0x1p-32; // of 32 bits that are drawn

    private final int size;
    private final long layer;

    /**
     * The noise of one layer.
     *
     * @param size values a sample
     * @param layer the number that tells this layer from the others of its network
     */
    public Noise(int size, long layer) {
        this.size = size;
        this.layer = layer;
    }

    /**
     * Numbers from 0 to under 1.
     *
     * @param y {@code [n, size]}
     * @param n samples
     * @param seed of the training pass
     * @param firstSample the number of the first sample within the run
     * @param turns those of the blocks around the layer, or {@link Dropout#NO_TURNS}
     */
    public void uniform(float[] y, int n, long seed, long firstSample, long turns) {
        for (int s = 0; s < n; s++) {
            long stream = Dropout.stream(seed, firstSample + s, layer, turns);
            for (int i = 0; i < size; i++) {
                y[s * size + i] = (Places.hash(stream, i) >>> 8) * 0x1p-24f;
            }
        }
    }

    /** The same of mean 0 and deviation 1: the place in their distribution is drawn, and the number there found. */
    public void normal(float[] y, int n, long seed, long firstSample, long turns) {
        for (int s = 0; s < n; s++) {
            long stream = Dropout.stream(seed, firstSample + s, layer, turns);
            for (int i = 0; i < size; i++) {
                double share = (Integer.toUnsignedLong(Places.hash(stream, i)) + 0.5) * UNIT;
                y[s * size + i] = (float) quantile(share);
            }
        }
    }

    /**
     * The number below which normal numbers of deviation 1 lie with a probability from 1e-10 to 1 − 1e-10, to seven digits
     * (Wichura, Algorithm AS 241: The Percentage Points of the Normal Distribution, Applied Statistics 37, 1988).
     */
    static double quantile(double share) {
        double q = share - 0.5;
        if (Math.abs(q) <= 0.425) {
            double r = 0.180625 - q * q;
            return q
                    * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
                    / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
        }
        double r = Math.sqrt(-StrictMath.log(q < 0 ? share : 1 - share)) - 1.6;
        double tail = (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
                / ((0.12021132975 * r + 0.73700164250) * r + 1);
        return q < 0 ? -tail : tail;
    }
}
