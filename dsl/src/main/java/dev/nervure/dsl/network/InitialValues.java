package dev.nervure.dsl.network;

/**
 * The distribution from which a parameter's initial values are drawn.
 *
 * @param zeroRow the index along the first axis whose values are 0; −1 if there is none
 */
public record InitialValues(Kind kind, float scale, int zeroRow) {
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
        return new InitialValues(Kind.UNIFORM, (float) bound, -1);
    }

    /** Normal with mean 0. */
    public static InitialValues normal(double deviation) {
        return new InitialValues(Kind.NORMAL, (float) deviation, -1);
    }

    /** The same value everywhere. */
    public static InitialValues constant(float value) {
        return new InitialValues(Kind.CONSTANT, value, -1);
    }

    /** The same with zeros at one index of the first axis, or with none for −1. */
    public InitialValues withZeroRow(int row) {
        return new InitialValues(kind, scale, row);
    }
}
