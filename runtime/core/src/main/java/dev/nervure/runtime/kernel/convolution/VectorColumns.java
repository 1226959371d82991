package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies channels to the planes of {@link KernelColumns}. Where the rows are short and a plane is the channel shifted as a
 * whole, the channel is copied without regard to rows, and the values that would come to another row become zeros.
 */
final class VectorColumns {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final VectorSpecies<Integer> BITS = VectorSpecies.of(int.class, S.vectorShape());
    private static final int N = Lanes.COUNT;

    /** Fewer rows are copied as a whole even where they are long. */
    private static final int FEW_ROWS = 4;

    private final KernelColumns columns;
    private final int copies;
    /** Where rows are copied one by one; empty where channels are copied as a whole. */
    private final VectorRun[] runs;

    /** All ones for the values of the channel that a plane keeps, zeros for others, for each column of the kernel. */
    private final int[] kept;
    /** Vectors of a channel. */
    private final int vectors;

    private final int firstRow;
    private final int rows;

    VectorColumns(KernelColumns columns) {
        this.columns = columns;
        this.copies = columns.copies;
        int first = 0;
        int last = columns.sourceHeight - 1;
        while (first <= last && columns.rowOf(first) < 0) {
            first++;
        }
        while (last >= first && columns.rowOf(last) < 0) {
            last--;
        }
        this.firstRow = first;
        this.rows = last - first + 1;
        boolean whole = columns.shiftsOnly() && (columns.sourceWidth < 2 * N || rows < FEW_ROWS);
        this.vectors = whole ? (rows * columns.planeWidth + N - 1) / N : 0;
        this.kept = new int[vectors * N * copies];
        List<VectorRun> list = new ArrayList<>();
        for (int j = 0; j < copies; j++) {
            if (whole) {
                keep(j);
            } else {
                addRuns(j, list);
            }
        }
        this.runs = list.toArray(new VectorRun[0]);
    }

    private void keep(int j) {
        for (int k = 0; k < rows * columns.planeWidth; k++) {
            int column = k % columns.planeWidth - columns.shift(j);
            kept[j * vectors * N + k] = column >= 0 && column < columns.planeWidth ? -1 : 0;
        }
    }

    /** The rows of each residue, which lie one below the other; residue after residue as they lie in a plane. */
    private void addRuns(int j, List<VectorRun> list) {
        int stride = columns.strideHeight;
        int end = firstRow + rows;
        int[] firsts = IntStream.range(firstRow, Math.min(firstRow + stride, end))
                .boxed()
                .sorted(Comparator.comparing(columns::rowOf))
                .mapToInt(r -> r)
                .toArray();
        for (int r : firsts) {
            if (columns.count(j) > 0) {
                int from = r * columns.sourceWidth + columns.sourceColumn(j);
                int to = columns.plane(j) + columns.rowOf(r) * columns.planeWidth + columns.first(j);
                int fromRow = stride * columns.sourceWidth;
                int count = (end - r + stride - 1) / stride;
                VectorRun.addRows(
                        from, fromRow, columns.strideWidth, to, columns.planeWidth, count, columns.count(j), list);
            }
        }
    }

    /** Channels from {@code from} on in the source, each to its planes, the first of which begin at 0. */
    void fill(float[] source, int from, float[] planes, int channels) {
        int channelSize = columns.sourceHeight * columns.sourceWidth;
        for (VectorRun run : runs) {
            run.copy(source, from, channelSize, planes, 0, columns.size, channels);
        }
        if (vectors > 0) {
            shift(source, from + firstRow * columns.planeWidth, channelSize, planes, channels);
        }
    }

    private void shift(float[] source, int from, int channelSize, float[] planes, int channels) {
        int inside = channels;
        while (inside > 0 && from + (inside - 1) * channelSize + vectors * N > source.length) {
            inside--;
        }
        for (int j = 0; j < copies; j++) {
            int begin = columns.plane(j) + columns.rowOf(firstRow) * columns.planeWidth - columns.shift(j);
            int mask = j * vectors * N;
            copy(source, from, channelSize, kept, mask, planes, begin, columns.size, vectors, inside);
            for (int c = inside; c < channels; c++) {
                for (int k = 0; k < rows * columns.planeWidth; k++) {
                    float value = kept[mask + k] == 0 ? 0f : source[from + c * channelSize + k];
                    planes[begin + c * columns.size + k] = value;
                }
            }
        }
    }

    private static void copy(
            float[] source,
            int from,
            int fromStep,
            int[] kept,
            int kept0,
            float[] planes,
            int to,
            int toStep,
            int vectors,
            int channels) {
        for (int c = 0; c < channels; c++) {
            int first = from + c * fromStep;
            int target = to + c * toStep;
            for (int k = 0; k < vectors * N; k += N) {
                IntVector bits = FloatVector.fromArray(S, source, first + k).reinterpretAsInts();
                bits.and(IntVector.fromArray(BITS, kept, kept0 + k))
                        .reinterpretAsFloats()
                        .intoArray(planes, target + k);
            }
        }
    }
}
