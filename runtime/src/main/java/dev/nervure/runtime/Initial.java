package dev.nervure.runtime;

/**
 * The first values of a parameter, from the model's seed and the parameter's name alone: neither the order of
 * parameters nor the JDK matters.
 */
public final class Initial {
    private interface Draw {
        float next(SplitMix random);
    }

    private final Draw draw;

    private Initial(Draw draw) {
        this.draw = draw;
    }

    /** Uniform in ±{@code bound}. */
    public static Initial uniform(float bound) {
        return new Initial(random -> (2f * random.nextFloat() - 1f) * bound);
    }

    /** Normal with mean 0. */
    public static Initial normal(float deviation) {
        return new Initial(random -> (float) (random.nextGaussian() * deviation));
    }

    /** The same value everywhere. */
    public static Initial constant(float value) {
        return new Initial(random -> value);
    }

    void fill(float[] values, long seed, String name) {
        SplitMix random = SplitMix.of(seed, name);
        for (int i = 0; i < values.length; i++) {
            values[i] = draw.next(random);
        }
    }
}
