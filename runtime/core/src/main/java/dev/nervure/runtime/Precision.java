package dev.nervure.runtime;

/** How a parameter is held in memory and in files. A property of weights, not of a network: the same code computes with all. */
public enum Precision {
    /** 32-bit floats: what training needs. */
    FLOAT32(32),
    /** IEEE 754's binary16: 11 significant bits, up to 65,504. */
    FLOAT16(16),
    /** The upper half of a 32-bit float: 8 significant bits, of the same range. */
    BFLOAT16(16),
    /** Whole numbers of −127 … 127, times a 32-bit scale for each output or for each group of its inputs. */
    INT8(8);

    private final int bits;

    Precision(int bits) {
        this.bits = bits;
    }

    /**
     * The size of one value, without scales.
     *
     * @return the number of bits
     */
    public int bits() {
        return bits;
    }
}
