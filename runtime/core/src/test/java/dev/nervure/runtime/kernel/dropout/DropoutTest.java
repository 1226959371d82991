package dev.nervure.runtime.kernel.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is dropped, how often, and what decides it. */
class DropoutTest {
    private static final long LAYER = 17;

    /** The mask of samples {@code first …} in one array: 0 or 1 / (1 − p). */
    private static float[] mask(int n, int size, float p, long seed, long first, long layer, long turns) {
        float[] ones = new float[n * size];
        Arrays.fill(ones, 1);
        float[] y = new float[n * size];
        new Dropout(size, p, layer).apply(ones, y, n, seed, first, turns, false);
        return y;
    }

    @ParameterizedTest
    @ValueSource(floats = {0.1f, 0.3f, 0.5f, 0.9f})
    void dropsItsShareAndScalesTheOthers(float p) {
        int count = 100_000;
        float[] mask = mask(10, count / 10, p, 1, 0, LAYER, Dropout.NO_TURNS);
        int dropped = 0;
        for (float factor : mask) {
            assertThat(factor == 0 || factor == 1 / (1 - p)).isTrue();
            dropped += factor == 0 ? 1 : 0;
        }
        // Five standard deviations of a binomial distribution.
        assertThat(dropped / (double) count).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / count)));
    }

    @Test
    void dropsNothingAtZero() {
        assertThat(mask(2, 300, 0, 1, 0, LAYER, Dropout.NO_TURNS)).containsOnly(1f);
    }

    /** Lengths on either side of how many factors are made at a time: no value lies outside, none is left out. */
    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 512, 700})
    void setsAndAdds(int size) {
        float p = 0.4f;
        int n = 2;
        float[] mask = mask(n, size, p, 3, 5, LAYER, 9);
        float[] x = new float[n * size];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1 + i % 7;
        }
        float[] y = new float[n * size + 1];
        Arrays.fill(y, 77);
        Dropout dropout = new Dropout(size, p, LAYER);
        dropout.apply(x, y, n, 3, 5, 9, false);
        for (int i = 0; i < x.length; i++) {
            assertThat(y[i]).isEqualTo(x[i] * mask[i]);
        }
        dropout.apply(x, y, n, 3, 5, 9, true);
        for (int i = 0; i < x.length; i++) {
            assertThat(y[i]).isCloseTo(2 * x[i] * mask[i], within(2e-6f)); // two roundings of values up to 23
        }
        assertThat(y[n * size]).isEqualTo(77);
        float[] inPlace = x.clone();
        dropout.apply(inPlace, inPlace, n, 3, 5, 9, false);
        for (int i = 0; i < x.length; i++) {
            assertThat(inPlace[i]).isEqualTo(x[i] * mask[i]);
        }
    }

    /** Both zeros are one: a dropped negative value leaves 0, not −0. */
    @Test
    void leavesNoNegativeZero() {
        float[] x = new float[64];
        Arrays.fill(x, -1);
        float[] y = new float[64];
        new Dropout(64, 0.5f, LAYER).apply(x, y, 1, 1, 0, 0, false);
        assertThat(y).contains(0f);
        for (float value : y) {
            assertThat(Float.floatToRawIntBits(value)).isNotEqualTo(Float.floatToRawIntBits(-0f));
        }
    }

    @Test
    void aSampleKeepsItsMaskInAnyBatch() {
        float[] batch = mask(4, 40, 0.5f, 1, 10, LAYER, 2);
        for (int s = 0; s < 4; s++) {
            assertThat(mask(1, 40, 0.5f, 1, 10 + s, LAYER, 2))
                    .containsExactly(Arrays.copyOfRange(batch, s * 40, s * 40 + 40));
        }
    }

    /** Masks of neighbouring seeds, samples, layers and turns agree in half of their places, as chance has it. */
    @Test
    void eachNumberMakesAnotherMask() {
        int size = 4_000;
        float p = 0.5f;
        float[][] masks = new float[4 * 4 * 4 * 4][];
        int k = 0;
        for (long seed = 0; seed < 4; seed++) {
            for (long sample = 0; sample < 4; sample++) {
                for (long layer = 0; layer < 4; layer++) {
                    for (int turn = 0; turn < 4; turn++) {
                        masks[k++] = mask(1, size, p, seed, sample, layer, Dropout.turns(Dropout.NO_TURNS, turn));
                    }
                }
            }
        }
        int pairs = masks.length * (masks.length - 1) / 2;
        int far = 0;
        double squares = 0;
        for (int a = 0; a < masks.length; a++) {
            for (int b = 0; b < a; b++) {
                int alike = 0;
                for (int i = 0; i < size; i++) {
                    alike += masks[a][i] == masks[b][i] ? 1 : 0;
                }
                double deviations = (alike - size / 2.0) / (Math.sqrt(size) / 2);
                assertThat(deviations).as("%d and %d", a, b).isCloseTo(0, within(7.0));
                far += Math.abs(deviations) > 4 ? 1 : 0;
                squares += deviations * deviations;
            }
        }
        // Of chance: squares of 1 in the mean, and 2 of 32,640 pairs beyond four deviations. One of these here lies at
        // 6.2; of
        // 128 million pairs of masks of any streams none was beyond 6, and 71 were beyond 5, of 79 expected.
        assertThat(squares / pairs).isCloseTo(1, within(5 * Math.sqrt(2.0 / pairs)));
        assertThat(far).isLessThan(10);
    }

    @Test
    void turnsWithinTurns() {
        Set<Long> turns = new HashSet<>();
        turns.add(Dropout.NO_TURNS);
        for (int outer = 0; outer < 30; outer++) {
            turns.add(Dropout.turns(Dropout.NO_TURNS, outer));
            for (int inner = 0; inner < 30; inner++) {
                turns.add(Dropout.turns(Dropout.turns(Dropout.NO_TURNS, outer), inner));
            }
        }
        assertThat(turns).hasSize(1 + 30 + 900);
    }

    @Test
    void noStreamIsThatOfAnEvaluation() {
        for (long i = -1000; i < 1000; i++) {
            assertThat(Dropout.stream(i, 0, 0, 0)).isNotEqualTo(Dropout.NONE);
        }
    }

    /** Attention drops row by row: each row of a stream has a mask of its own, in place, and only there. */
    @Test
    void rowsOfAStream() {
        long stream = Dropout.stream(1, 2, 3, 4);
        float[] rows = new float[3 * 300];
        Arrays.fill(rows, 1);
        for (int r = 0; r < 2; r++) {
            Dropout.apply(rows, r * 300, 300, 0.5f, stream, r);
        }
        float[] first = Arrays.copyOfRange(rows, 0, 300);
        float[] second = Arrays.copyOfRange(rows, 300, 600);
        assertThat(first).containsOnly(0f, 2f).isNotEqualTo(second);
        assertThat(second).containsOnly(0f, 2f);
        assertThat(Arrays.copyOfRange(rows, 600, 900)).containsOnly(1f);
        float[] again = new float[310];
        Arrays.fill(again, 1);
        Dropout.apply(again, 10, 300, 0.5f, stream, 1);
        assertThat(Arrays.copyOfRange(again, 10, 310)).containsExactly(second);
    }

    /** A run that is repeated from its seed, with another release too, drops the same. */
    @Test
    void masksAreThoseOfEveryRelease() {
        assertThat(Dropout.stream(1, 2, 3, 4)).isEqualTo(mixed(mixed(mixed(mixed(0, 1), 2), 3), 4) | 1);
        float[] mask = mask(1, 320, 0.5f, 1, 2, 3, 4);
        assertThat(bits(mask, 0)).isEqualTo(0x0178c86ae85f9110L);
        assertThat(bits(mask, 256)).isEqualTo(0xe7126832351eb463L);
    }

    /** The JDK's SplitMix64. */
    private static long mixed(long state, long next) {
        return new SplittableRandom(state + 0x9E3779B97F4A7C15L * next).nextLong();
    }

    /** Which of 64 values are kept, the first one in the lowest bit. */
    private static long bits(float[] mask, int from) {
        long bits = 0;
        for (int i = 0; i < 64; i++) {
            bits |= mask[from + i] == 0 ? 0 : 1L << i;
        }
        return bits;
    }
}
