package dev.nervure.runtime.kernel.matrix;

/** Floats of 16 bits and of 32: to 16 bits rounded to the nearest, ties to even; to 32 bits exactly. Finite values only. */
public final class ShortFloats {
    /** The largest binary16. Values that round to more cannot be held. */
    public static final float LARGEST_HALF = 65_504f;

    private static final int F16_SHIFT = 13; // bits of mantissa that binary16 lacks
    private static final int REBIAS = 112 << 23; // from the exponent of binary16 to that of a float
    private static final float SMALLEST_NORMAL_HALF = 0x1p-14f;

    private ShortFloats() {}

    /** The nearest bfloat16; rounds the largest floats to infinity. */
    public static short toBrain(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7FFF + (bits >>> 16 & 1)) >>> 16);
    }

    /** The nearest binary16 of a value of up to {@link #LARGEST_HALF}. */
    public static short toHalf(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        float size = Math.abs(value);
        if (size < SMALLEST_NORMAL_HALF) { // a multiple of 2⁻²⁴; up to 1,024 of them, the smallest normal
            return (short) (sign | (int) Math.rint(size * 0x1p24f));
        }
        int bits = Float.floatToRawIntBits(size) - REBIAS;
        return (short) (sign | (bits + 0xFFF + (bits >>> F16_SHIFT & 1)) >>> F16_SHIFT);
    }

    /** The value of a bfloat16 or of a binary16. */
    static float value(short bits, boolean brain) {
        return brain ? Float.intBitsToFloat(bits << 16) : ofHalf(bits);
    }

    /**
     * Without a branch. With the exponent of a float, a normal value is right. A subnormal one, {@code m · 2⁻²⁴}, comes out
     * as {@code 2⁻¹⁵ + m · 2⁻²⁵}, which twice that less {@code 2⁻¹⁴} mends; of a normal value that gives more than the value.
     */
    static float ofHalf(short bits) {
        float normal = Float.intBitsToFloat(((bits & 0x7FFF) << F16_SHIFT) + REBIAS);
        float size = Math.min(normal, 2 * normal - SMALLEST_NORMAL_HALF);
        return Float.intBitsToFloat(Float.floatToRawIntBits(size) | (bits & 0x8000) << 16);
    }
}
