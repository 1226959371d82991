package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.Kernels;

/**
 * Weights of 16 bits: IEEE 754's binary16, or the upper half of a 32-bit float, called bfloat16.
 *
 * @see ShortFloats
 */
public final class ShortWeights extends SmallWeights {
    private final short[] values;
    private final boolean brain;

    /**
     * Takes the array without a copy.
     *
     * @param values the bits {@code [out, in]}, row-major; finite values
     * @param brain whether they are bfloat16
     */
    public ShortWeights(short[] values, boolean brain) {
        this.values = values;
        this.brain = brain;
    }

    /** The bits {@code [out, in]}, live. */
    public short[] values() {
        return values;
    }

    /** Whether they are bfloat16. */
    public boolean brain() {
        return brain;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    void readValues(int from, int count, float[] target, int offset) {
        for (int i = 0; i < count; i++) {
            target[offset + i] = ShortFloats.value(values[from + i], brain);
        }
    }

    @Override
    long bytes() {
        return (long) values.length * Short.BYTES;
    }

    @Override
    MatrixForm form(int outputs, int inputs) {
        if (!Kernels.vectors()) {
            return new PortableShortMatrix(outputs, inputs, this);
        }
        return brain ? new VectorBrainMatrix(outputs, inputs, this) : new VectorHalfMatrix(outputs, inputs, this);
    }
}
