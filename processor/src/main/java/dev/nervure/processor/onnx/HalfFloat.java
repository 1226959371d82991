package dev.nervure.processor.onnx;

/** 16-bit floats of IEEE 754: one bit for the sign, five for the exponent, ten for the fraction. */
final class HalfFloat {
    private HalfFloat() {}

    static float toFloat(short bits) {
        int sign = bits & 0x8000;
        int exponent = (bits >>> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24f;
                    case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Float.intBitsToFloat(((exponent + 112) << 23) | (fraction << 13));
                };
        return sign == 0 ? magnitude : -magnitude;
    }
}
