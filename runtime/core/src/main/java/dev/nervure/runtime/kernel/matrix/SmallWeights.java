package dev.nervure.runtime.kernel.matrix;

/** Weights {@code W [out, in]} of fewer than 32 bits, row-major, as files have them. What a matrix computes with is made of them. */
public abstract sealed class SmallWeights permits ByteWeights, ShortWeights {
    /** The number of weights. */
    public abstract int size();

    /** The weights as floats, row-major. */
    public final void read(float[] rowMajor) {
        readValues(0, size(), rowMajor, 0);
    }

    /** {@code count} weights from {@code from} on as floats, to {@code target} from {@code offset} on. */
    abstract void readValues(int from, int count, float[] target, int offset);

    /** The memory that they take. */
    abstract long bytes();

    /** The same weights in the order in which the running provider multiplies them. */
    abstract MatrixForm form(int outputs, int inputs);
}
