package dev.nervure.runtime.generated;

import java.util.Arrays;

/**
 * The first values of a parameter, from the model's seed and the parameter's name alone: neither the order of
 * parameters nor the JDK matters.
 */
public final class Initial {
    /** At most one of the three is not 0. */
    private final float bound;

    private final float deviation;
    private final float value;
    private final int zeroRow; // −1 for none

    private Initial(float bound, float deviation, float value, int zeroRow) {
        this.bound = bound;
        this.deviation = deviation;
        this.value = value;
        this.zeroRow = zeroRow;
    }

    /** Uniform in ±{@code bound}. */
    public static Initial uniform(float bound) {
        return new Initial(bound, 0f, 0f, -1);
    }

    /** Normal with mean 0. */
    public static Initial normal(float deviation) {
        return new Initial(0f, deviation, 0f, -1);
    }

    /** The same value everywhere. */
    public static Initial constant(float value) {
        return new Initial(0f, 0f, value, -1);
    }

    /** The same with zeros at one index of the first axis; the other values are those without it. */
    public Initial withZeroRow(int row) {
        return new Initial(bound, deviation, value, row);
    }

    /** @param rows the size of the first axis */
    void fill(float[] values, int rows, long seed, String name) {
        SplitMix random = SplitMix.of(seed, name);
        for (int i = 0; i < values.length; i++) {
            if (bound != 0f) {
                values[i] = (2f * random.nextFloat() - 1f) * bound;
            } else if (deviation != 0f) {
                values[i] = (float) (random.nextGaussian() * deviation);
            } else {
                values[i] = value;
            }
        }
        if (zeroRow >= 0) {
            int width = values.length / rows;
            Arrays.fill(values, zeroRow * width, (zeroRow + 1) * width, 0f);
        }
    }
}
