package dev.nervure.runtime.kernel.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.reduction.Sums;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors that are written where {@link Segments} says leave every result in its place, and nothing outside. */
@Tag("vector")
class VectorSegmentsTest {
    private static final int N = Lanes.COUNT;
    private static final int OUTPUTS = 3;
    private static final float UNTOUCHED = -1f;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "2, 1", "3, 3", "5, 14", "14, 14", "4, 16", "5, 17", "3, 40", "9, 5"})
    void coverTheGrid(int height, int width) {
        for (int lines = 1; lines <= 2; lines++) {
            Taps taps = Taps.ofInput(ConvolutionShape.of(1, height + 2, width + 2, 1, 3, 3));
            Segments segments = Segments.ofGrid(taps, lines);
            int rows = (height + lines - 1) / lines;
            int count = lines;
            for (int band = 1; band <= rows; band++) {
                check(
                        segments,
                        rows,
                        band,
                        height * width,
                        (s, k) -> {
                            // A sum is named by the place of its first line; the line below is a row of places further.
                            int row = s.row() / taps.rowSize;
                            int column = s.row() % taps.rowSize + k % N;
                            int line = count * row + k / N;
                            return column < width && line < height ? line * width + column : -2;
                        },
                        lines == 1 ? N : 2 * N,
                        width);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "4, 6", "5, 14", "14, 14", "4, 32", "5, 35", "3, 70", "9, 5"})
    void coverTheMaxima(int height, int width) {
        Taps taps = Taps.ofInput(ConvolutionShape.of(1, height + 2, width + 2, 1, 3, 3));
        Segments segments = Segments.ofMaxima(taps, 2 * taps.rowSize);
        int columns = width / 2;
        int rows = height / 2;
        for (int band = 1; band <= rows; band++) {
            check(
                    segments,
                    rows,
                    band,
                    rows * columns,
                    (s, k) -> {
                        int row = s.row() / (2 * taps.rowSize);
                        int column = s.row() % (2 * taps.rowSize) / 2 + k;
                        return k < N / 2 && column < columns ? row * columns + column : -2;
                    },
                    N,
                    0);
        }
    }

    /** Where a vector of sums begins. */
    private record Sums(int row) {}

    /** Which result lane {@code k} of what is read at {@code s} is, or −2 for one that counts for nothing. */
    private interface Result {
        int of(Sums s, int k);
    }

    private static void check(
            Segments segments, int rows, int band, int size, Result result, int lanes, int secondLine) {
        float[] y = new float[2 + OUTPUTS * size + 2];
        Arrays.fill(y, UNTOUCHED);
        ConvolutionScratch scratch = new ConvolutionScratch();
        boolean one = band >= rows;
        for (int row = 0; row < rows; row += band) {
            int endRow = Math.min(row + band, rows);
            for (int j = 0; j < OUTPUTS; j++) {
                int y0 = 2 + j * size;
                float[] target = segments.target(endRow, y, (one ? OUTPUTS - j : 1) * size, scratch);
                int at = target == y ? y0 : 0;
                for (int s = row * segments.each; s < endRow * segments.each; s++) {
                    for (int k = 0; k < lanes; k++) {
                        int to = at + segments.to[s] + (k < N ? k : secondLine + k - N);
                        target[to] = result.of(new Sums(segments.from[s]), k);
                    }
                }
                if (target != y) {
                    segments.copy(target, row, endRow, y, y0);
                }
            }
        }
        for (int k = 0; k < y.length; k++) {
            boolean inside = k >= 2 && k < y.length - 2;
            assertThat(y[k]).as("at %d, bands of %d", k, band).isEqualTo(inside ? (k - 2) % size : UNTOUCHED);
        }
    }
}
