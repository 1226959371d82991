package dev.nervure.runtime;

/** The element types of a safetensors file that fill whole bytes. Values are little-endian. */
public enum Dtype {
    /** A truth value in one byte, 0 or 1. */
    BOOL(1),
    /** Unsigned integer of 8 bits. */
    U8(1),
    /** Signed integer of 8 bits: {@code byte}. */
    I8(1),
    /** Float of 8 bits, 5 of them the exponent. */
    F8_E5M2(1),
    /** Float of 8 bits, 4 of them the exponent. */
    F8_E4M3(1),
    /** Unsigned integer of 16 bits. */
    U16(2),
    /** Signed integer of 16 bits: {@code short}. */
    I16(2),
    /** Float of 16 bits: binary16 of IEEE 754. */
    F16(2),
    /** Float of 16 bits: the upper half of a {@code float}. */
    BF16(2),
    /** Unsigned integer of 32 bits. */
    U32(4),
    /** Signed integer of 32 bits: {@code int}. */
    I32(4),
    /** Float of 32 bits: {@code float}. */
    F32(4),
    /** Unsigned integer of 64 bits. */
    U64(8),
    /** Signed integer of 64 bits: {@code long}. */
    I64(8),
    /** Float of 64 bits: {@code double}. */
    F64(8);

    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /**
     * The size of one value.
     *
     * @return the number of bytes
     */
    public int bytes() {
        return bytes;
    }
}
