package dev.nervure.runtime.kernel.convolution;

import java.util.ArrayList;
import java.util.List;

/**
 * Copies samples to their planes, where {@link Taps#fill} takes too long: the rows of small images are shorter than a call
 * of {@code System.arraycopy} is worth, and with a stride the columns part in a loop. A row's last vector may end in zeros,
 * which are written into the gap between the rows, and over the beginning of rows that are copied later.
 */
final class VectorPlanes {
    private final Taps taps;
    /** Of a channel, plane by plane, as they lie one after the other. */
    private final VectorRun[] runs;

    VectorPlanes(Taps taps) {
        this.taps = taps;
        List<VectorRun> list = new ArrayList<>();
        int planes = taps.columnPlanes();
        for (int plane = 0; plane < planes; plane++) {
            if (taps.readsColumns(plane)) {
                addPlane(taps.firstColumn(plane), planes, list);
            }
        }
        this.runs = list.toArray(new VectorRun[0]);
    }

    private void addPlane(int column, int stride, List<VectorRun> list) {
        int values = (taps.firstColumn + taps.columns - column + stride - 1) / stride;
        int[] rows = taps.rows;
        for (int r = 0; r < rows.length && values > 0; ) {
            int from = taps.sourceOf(rows[r], column);
            int to = taps.placeOf(rows[r], column);
            int first = r++;
            int fromStep = 0;
            int toStep = 0;
            if (r < rows.length && rows[r] > rows[first]) {
                fromStep = taps.sourceOf(rows[r], column) - from;
                toStep = taps.placeOf(rows[r], column) - to;
            }
            while (fromStep > 0
                    && r < rows.length
                    && taps.sourceOf(rows[r], column) == from + (r - first) * fromStep
                    && taps.placeOf(rows[r], column) == to + (r - first) * toStep) {
                r++;
            }
            VectorRun.addRows(from, fromStep, stride, to, toStep, r - first, values, list);
        }
    }

    void fill(float[] source, int offset, float[] planes) {
        for (int c = 0; c < taps.channels; c++) {
            for (VectorRun run : runs) {
                run.copy(source, offset + c * taps.sourceSize(), planes, c * taps.channelSize);
            }
        }
    }
}
