package dev.nervure.runtime;

/** The element types of a safetensors file that fill whole bytes. Values are little-endian. */
public enum Dtype {
    /** One byte, 0 or 1. */
    BOOL(1),
    /** Integers without a sign, of 8 bits. */
    U8(1),
    /** Integers of 8 bits. */
    I8(1),
    /** Floats of 8 bits, 5 of them the exponent. */
    F8_E5M2(1),
    /** Floats of 8 bits, 4 of them the exponent. */
    F8_E4M3(1),
    /** Integers without a sign, of 16 bits. */
    U16(2),
    /** Integers of 16 bits: {@code short}. */
    I16(2),
    /** Floats of 16 bits, IEEE 754's binary16. */
    F16(2),
    /** The upper half of a {@code float}. */
    BF16(2),
    /** Integers without a sign, of 32 bits. */
    U32(4),
    /** Integers of 32 bits: {@code int}. */
    I32(4),
    /** {@code float}. */
    F32(4),
    /** Integers without a sign, of 64 bits. */
    U64(8),
    /** Integers of 64 bits: {@code long}. */
    I64(8),
    /** {@code double}. */
    F64(8);

    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** The number of bytes of one value. */
    public int bytes() {
        return bytes;
    }
}
