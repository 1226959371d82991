package dev.nervure.dsl.network;

/** The distribution from which a parameter's initial values are drawn. */
public record InitialValues(Kind kind, float scale) {
    /** The meaning of the scale. */
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
