package dev.nervure.runtime;

/**
 * The first values of a parameter, from the model's seed and the parameter's name alone: neither the order of
 * parameters nor the JDK matters.
 */
public final class Initial {
    private enum Kind {
        UNIFORM,
        NORMAL,
        CONSTANT
    }

    private final Kind kind;
    private final float scale;

    private Initial(Kind kind, float scale) {
        this.kind = kind;
        this.scale = scale;
    }

    /** Uniform in ±{@code bound}. */
    public static Initial uniform(float bound) {
        return new Initial(Kind.UNIFORM, bound);
    }

    /** Normal with mean 0. */
    public static Initial normal(float deviation) {
        return new Initial(Kind.NORMAL, deviation);
    }

    /** The same value everywhere. */
    public static Initial constant(float value) {
        return new Initial(Kind.CONSTANT, value);
    }

    void fill(float[] values, long seed, String name) {
        SplitMix random = SplitMix.of(seed, name);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind) {
                case UNIFORM -> (2f * random.nextFloat() - 1f) * scale;
                case NORMAL -> (float) (random.nextGaussian() * scale);
                case CONSTANT -> scale;
            };
        }
    }
}
