package dev.nervure.runtime.kernel.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The units that do not fill a vector are computed one by one: as the loops over all of them do but for rounding, and no others. */
class GatesTest {
    private static final int UNITS = 7;
    private static final int FROM = 3;
    private static final int AT = 2; // where unit 0 begins in arrays of both kinds

    @ParameterizedTest
    @EnumSource
    void stepOfTheLastUnits(RecurrentCell cell) {
        SplittableRandom random = new SplittableRandom(1);
        float[] x = random(random, AT + 4 * UNITS);
        float[] recurrent = random(random, AT + 4 * UNITS);
        float[] before = random(random, AT + UNITS);
        float[][] all = untouched();
        float[][] last = untouched();
        PortableGates.step(cell, x, all[0], AT, recurrent, AT, before, AT, all[1], all[2], AT, UNITS);
        Gates.step(cell, x, last[0], AT, recurrent, AT, before, AT, last[1], last[2], AT, UNITS, FROM);
        for (int array = 0; array < all.length; array++) {
            for (int i = 0; i < all[array].length; i++) {
                boolean computed = i >= AT && (i - AT) % UNITS >= FROM;
                assertThat(last[array][i])
                        .as("array %d, place %d", array, i)
                        .isCloseTo(computed ? all[array][i] : 0f, within(1e-6f));
            }
        }
    }

    /** Gates, what the cell keeps, and the state. */
    private static float[][] untouched() {
        return new float[][] {new float[AT + 4 * UNITS], new float[AT + UNITS], new float[AT + UNITS]};
    }

    private static float[] random(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return values;
    }
}
