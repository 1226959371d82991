package dev.nervure.runtime;

import java.nio.ByteBuffer;

/** Values of other formats as {@code float}: exactly, except 64-bit floats, which are rounded to the nearest, ties to even. */
final class FloatFormats {
    private static final int F16_MANTISSA = 10;
    private static final int F16_BIAS = 15;
    private static final int F32_MANTISSA = 23;
    private static final int F32_BIAS = 127;
    private static final float F16_SUBNORMAL = 0x1p-24f;

    private FloatFormats() {}

    /** Whether values of a type can be read as floats. */
    static boolean readable(Dtype dtype) {
        return dtype == Dtype.F32 || dtype == Dtype.F16 || dtype == Dtype.BF16 || dtype == Dtype.F64;
    }

    /** Reads {@code count} values from the little-endian bytes to {@code values}, from {@code from} on. */
    static void read(Dtype dtype, ByteBuffer bytes, float[] values, int from, int count) {
        switch (dtype) {
            case F32 -> bytes.asFloatBuffer().get(values, from, count);
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    values[from + i] = ofF16(bytes.getShort());
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    values[from + i] = ofBf16(bytes.getShort());
                }
            }
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    values[from + i] = (float) bytes.getDouble();
                }
            }
            default -> throw new IllegalArgumentException(dtype + " values are no floats");
        }
    }

    /** IEEE 754's binary16: a sign, 5 bits of exponent, 10 of mantissa. NaNs keep their payload. */
    static float ofF16(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> F16_MANTISSA) & 0x1F;
        int mantissa = bits & ((1 << F16_MANTISSA) - 1);
        if (exponent == 0) { // a subnormal is a multiple of 2⁻²⁴, which is normal as a float
            float value = mantissa * F16_SUBNORMAL;
            return sign == 0 ? value : -value;
        }
        int wide = exponent == 0x1F ? 0xFF : exponent - F16_BIAS + F32_BIAS;
        return Float.intBitsToFloat(sign | wide << F32_MANTISSA | mantissa << (F32_MANTISSA - F16_MANTISSA));
    }

    /** The upper half of a float. */
    static float ofBf16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
