package dev.nervure.training;

import dev.nervure.runtime.generated.SplitMix;
import java.util.random.RandomGenerator;

/**
 * Random numbers for what is done to a sample. What the JDK computes from {@code nextLong} by default may change from one
 * version to the next, so everything is written out but the streams and {@code nextExponential}.
 */
final class SampleRandom implements RandomGenerator {
    private final SplitMix bits;

    SampleRandom(SplitMix bits) {
        this.bits = bits;
    }

    @Override
    public long nextLong() {
        return bits.nextLong();
    }

    @Override
    public int nextInt() {
        return (int) (bits.nextLong() >>> 32);
    }

    @Override
    public int nextInt(int bound) {
        return bits.nextInt(Checks.positive("the bound", bound));
    }

    @Override
    public int nextInt(int origin, int bound) {
        return (int) nextLong(origin, bound);
    }

    @Override
    public long nextLong(long bound) {
        return nextLong(0, bound);
    }

    @Override
    public long nextLong(long origin, long bound) {
        if (origin >= bound) {
            throw new IllegalArgumentException("the bound must be above " + origin + ", got " + bound);
        }
        return origin + Long.remainderUnsigned(bits.nextLong(), bound - origin);
    }

    @Override
    public boolean nextBoolean() {
        return bits.nextLong() < 0;
    }

    @Override
    public float nextFloat() {
        return bits.nextFloat();
    }

    @Override
    public float nextFloat(float bound) {
        return bits.nextFloat() * bound;
    }

    @Override
    public float nextFloat(float origin, float bound) {
        return origin + bits.nextFloat() * (bound - origin);
    }

    @Override
    public double nextDouble() {
        return (bits.nextLong() >>> 11) * 0x1p-53;
    }

    @Override
    public double nextDouble(double bound) {
        return nextDouble() * bound;
    }

    @Override
    public double nextDouble(double origin, double bound) {
        return origin + nextDouble() * (bound - origin);
    }

    @Override
    public double nextGaussian() {
        return bits.nextGaussian();
    }

    @Override
    public double nextGaussian(double mean, double deviation) {
        return mean + deviation * bits.nextGaussian();
    }

    @Override
    public void nextBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (bits.nextLong() >>> 56);
        }
    }
}
