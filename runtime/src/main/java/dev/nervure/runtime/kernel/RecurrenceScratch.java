package dev.nervure.runtime.kernel;

/** What a backward pass of a {@link Recurrence} works in; owned by one thread. */
public final class RecurrenceScratch {
    /** The gradient of the input's part of the sums {@code [n, steps, sums]}. */
    final float[] dGates;
    /** The gradient of the state's part {@code [steps, n, sums]}, in the order of the forward pass. */
    final float[] dRecurrent;
    /** What a step passes to the one before it past the product with {@code U}, and by it {@code [n, units]}. */
    final float[] carry;

    final float[] product;

    private final int units;
    private final int sums;
    private final Matrix transposed;
    private final float[] rowMajor;
    private final float[] turned;

    RecurrenceScratch(int units, int sums, int samples, int steps) {
        this.units = units;
        this.sums = sums;
        this.dGates = new float[samples * steps * sums];
        this.dRecurrent = new float[samples * steps * sums];
        this.carry = new float[samples * units];
        this.product = new float[samples * units];
        this.transposed = Matrix.of(units, sums);
        this.rowMajor = new float[sums * units];
        this.turned = new float[sums * units];
    }

    /** {@code Uᵀ}: turned once, because every step multiplies by it. */
    Matrix transposed(Matrix u) {
        u.read(rowMajor);
        for (int k = 0; k < units; k++) {
            for (int j = 0; j < sums; j++) {
                turned[k * sums + j] = rowMajor[j * units + k];
            }
        }
        transposed.write(turned);
        return transposed;
    }
}
