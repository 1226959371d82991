package dev.nervure.runtime.generated;

/**
 * SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014), written out because the
 * JDK does not promise that its generators give the same numbers in every version.
 */
public final class SplitMix {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** The stream of a seed. */
    public SplitMix(long seed) {
        this.state = seed;
    }

    /** A stream of its own for every name. */
    public static SplitMix of(long seed, String name) {
        long hash = 0xCBF29CE484222325L; // FNV-1a over the characters
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return new SplitMix(mix(seed + GOLDEN_GAMMA) ^ hash);
    }

    /** 64 random bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1), all 24 bits of it. */
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1p-24f;
    }

    /** Uniform in 0 … bound − 1; the bias is below 2⁻³² for any array's length. */
    public int nextInt(int bound) {
        return (int) Math.multiplyHigh(nextLong() >>> 1, 2L * bound);
    }

    /** Standard normal, by Box and Muller; StrictMath, so that every JDK gives the same bits. */
    public double nextGaussian() {
        double u = ((nextLong() >>> 11) + 1) * 0x1p-53;
        double v = (nextLong() >>> 11) * 0x1p-53;
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
