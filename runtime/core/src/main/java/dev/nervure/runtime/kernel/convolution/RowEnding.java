package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.function.Epilogue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is done with sums while they are in registers, one column an output: {@code max(((z + bias) − mean) · factor + shift,
 * least)}. The four rows lie one after the other, {@link #step} floats apart. Parts that are not wanted change no bit: −0 is
 * added, 0 taken away, 1 multiplied. Owned by one thread.
 */
final class RowEnding {
    private static final int PARTS = 4;
    private static final float NOTHING = -0f;

    private float[] values = {};
    private float[] none = {};
    private int step;
    private float least = Float.NEGATIVE_INFINITY;
    private boolean whole;

    /**
     * Takes over what it can of an epilogue.
     *
     * @param bias what is added after all terms; null for nothing
     * @param columns a multiple of a vector, at least the outputs
     */
    void set(Epilogue e, float @Nullable [] bias, int outputs, int columns) {
        if (none.length < PARTS * columns) {
            values = new float[PARTS * columns];
            none = new float[PARTS * columns];
            step = columns;
            clear(none);
            clear(values);
        }
        if (bias == null) {
            Arrays.fill(values, 0, outputs, NOTHING);
        } else {
            System.arraycopy(bias, 0, values, 0, outputs);
        }
        if (!e.normalization(values, step, outputs)) {
            System.arraycopy(none, step, values, step, (PARTS - 1) * step);
        }
        whole = e.isRelu();
        least = whole ? 0f : Float.NEGATIVE_INFINITY;
    }

    private void clear(float[] rows) {
        Arrays.fill(rows, 0, step, NOTHING);
        Arrays.fill(rows, step, 2 * step, 0f);
        Arrays.fill(rows, 2 * step, 3 * step, 1f);
        Arrays.fill(rows, 3 * step, 4 * step, NOTHING);
    }

    /** The rows; {@link #least} belongs to them. */
    float[] values() {
        return values;
    }

    /** Rows that change nothing, for sums that go on; with a bound of −∞. */
    float[] none() {
        return none;
    }

    /** The same for results that are stored, {@code [rows, outputs]}. */
    void apply(float[] y, int y0, int rows, int outputs) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < outputs; j++) {
                int i = y0 + r * outputs + j;
                float z = ((y[i] + values[j]) - values[step + j]) * values[2 * step + j] + values[3 * step + j];
                y[i] = z < least ? least : z;
            }
        }
    }

    int step() {
        return step;
    }

    float least() {
        return least;
    }

    /** Whether nothing of the epilogue is left to do, but for a function that changes nothing. */
    boolean appliesFunction() {
        return whole;
    }
}
