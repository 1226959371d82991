package dev.nervure.dsl.network;

/** The distribution that a parameter's first values are drawn from. */
public record InitialValues(Kind kind, float scale) {
    /** What the scale means. */
    public enum Kind {
        /** Uniform in ±scale. */
        UNIFORM,
        /** Normal with mean 0 and deviation scale. */
        NORMAL,
        /** The scale itself. */
        CONSTANT
    }

    /** Uniform in ±{@code bound}. */
    public static InitialValues uniform(double bound) {
        return new InitialValues(Kind.UNIFORM, (float) bound);
    }

    /** Normal with mean 0. */
    public static InitialValues normal(double deviation) {
        return new InitialValues(Kind.NORMAL, (float) deviation);
    }

    /** The same value everywhere. */
    public static InitialValues constant(float value) {
        return new InitialValues(Kind.CONSTANT, value);
    }
}
