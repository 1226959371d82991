package dev.nervure.runtime.kernel.recurrence;

import dev.nervure.runtime.kernel.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * What calls of one {@link Recurrence} work in, owned by one thread and used for no other. Memory is made when it is
 * first needed, and kept.
 */
public final class RecurrenceScratch {
    private float[] state = {};
    private float[] sums = {};
    private float[] product = {};
    private float[] carry = {};
    private float[] rowMajor = {};
    private float[] turned = {};
    private @Nullable Matrix transposed;

    /** Empty: arrays come with the calls that need them. */
    public RecurrenceScratch() {}

    /** The states before a step, a row for each sample that has it. */
    float[] state(int size) {
        return state.length >= size ? state : (state = new float[size]);
    }

    /** The state's part of the sums of a step, or its gradient. */
    float[] sums(int size) {
        return sums.length >= size ? sums : (sums = new float[size]);
    }

    /** What a step passes to the one before it by its product with the weights. */
    float[] product(int size) {
        return product.length >= size ? product : (product = new float[size]);
    }

    /** What a step passes to the one before it past the product. */
    float[] carry(int size) {
        return carry.length >= size ? carry : (carry = new float[size]);
    }

    /** {@code Wₕᵀ}: turned once, because every step multiplies by it. */
    Matrix transposed(Matrix weight, int width, int units) {
        Matrix target = transposed;
        if (target == null) {
            target = transposed = Matrix.of(units, width);
            rowMajor = new float[width * units];
            turned = new float[width * units];
        }
        weight.read(rowMajor);
        for (int k = 0; k < units; k++) {
            for (int j = 0; j < width; j++) {
                turned[k * width + j] = rowMajor[j * units + k];
            }
        }
        target.write(turned);
        return target;
    }
}
