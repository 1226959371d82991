package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.RowLoops;
import java.util.Arrays;

/**
 * Where a sample lies in its planes, and where each term of a convolution's sum is found in them. The result at
 * {@code (h, w)} of a grid of {@code height} by {@code width} is the sum over the terms of a weight times
 * {@code planes[group * groupSize + offsets[term] + h * rowSize + w]}.
 */
final class Taps {
    /** Zeros after the last plane, so that a vector or a stretch of rows that begins inside may end outside. */
    private static final int SLACK = 128;

    /** The grid of results. */
    final int height;

    final int width;
    /** Floats of a row of a plane. */
    final int rowSize;

    final int groupSize;
    final int[] offsets;

    /** How far down and across the taps of a channel lie. */
    final int[] down;

    final int[] across;
    final int channelSize;

    /** The rows of the source that are read, in the order in which they lie in the planes. */
    final int[] rows;
    /** What is copied of a row of the source. */
    final int firstColumn;

    final int columns;
    final int channels;

    private final int[] rowPlaces;
    private final Axis vertical;
    private final Axis horizontal;
    private final int groups;
    private final int planeSize;

    /**
     * One axis: source element {@code k} lies at {@code q = k * step + origin}, if {@code 0 <= q < size}; that is element
     * {@code q / phases} of the plane for the residue {@code q % phases}.
     */
    private record Axis(int length, int step, int origin, int size, int phases) {
        int place(int k) {
            return k * step + origin;
        }

        int planeSize() {
            return (size + phases - 1) / phases;
        }
    }

    private Taps(
            Axis vertical, Axis horizontal, int channels, int groups, int height, int width, int[] down, int[] across) {
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.channels = channels;
        this.groups = groups;
        this.height = height;
        this.width = width;
        this.down = down;
        this.across = across;
        this.rowSize = horizontal.planeSize();
        this.planeSize = vertical.planeSize() * rowSize;
        this.channelSize = vertical.phases * horizontal.phases * planeSize;
        this.groupSize = channels / groups * channelSize;
        this.rowPlaces = new int[vertical.length];
        int[] rows = new int[vertical.length];
        int count = 0;
        for (int phase = 0; phase < vertical.phases; phase++) {
            for (int h = 0; h < vertical.length; h++) {
                int place = vertical.place(h);
                if (place >= 0 && place < vertical.size && place % vertical.phases == phase) {
                    rowPlaces[h] = at(place, 0);
                    rows[count++] = h;
                }
            }
        }
        this.rows = Arrays.copyOf(rows, count);
        this.firstColumn = Math.max(0, -horizontal.origin);
        this.columns = Math.max(0, Math.min(horizontal.length, horizontal.size - horizontal.origin) - firstColumn);
        int points = down.length * across.length;
        this.offsets = new int[channels / groups * points];
        for (int t = 0; t < offsets.length; t++) {
            int point = t % points;
            offsets[t] = t / points * channelSize + at(down[point / across.length], across[point % across.length]);
        }
    }

    /** The input of a convolution: one tap for each weight to an output. */
    static Taps ofInput(ConvolutionShape s) {
        int height = s.outputHeight();
        int width = s.outputWidth();
        int[] down = steps(s.kernelHeight(), s.dilationHeight());
        int[] across = steps(s.kernelWidth(), s.dilationWidth());
        int rows = (height - 1) * s.strideHeight() + last(down) + 1;
        int columns = (width - 1) * s.strideWidth() + last(across) + 1;
        return new Taps(
                new Axis(s.height(), 1, s.top(), rows, s.strideHeight()),
                new Axis(s.width(), 1, s.left(), columns, s.strideWidth()),
                s.channels(),
                s.groups(),
                height,
                width,
                down,
                across);
    }

    /**
     * The gradient of a convolution's output, spread by the stride: one tap for each weight from an input. The gradient
     * of the input is a convolution of it with the kernel turned round: the last weight belongs to the first tap.
     */
    static Taps ofGradient(ConvolutionShape s) {
        int[] down = steps(s.kernelHeight(), s.dilationHeight());
        int[] across = steps(s.kernelWidth(), s.dilationWidth());
        return new Taps(
                new Axis(s.outputHeight(), s.strideHeight(), last(down) - s.top(), s.height() + last(down), 1),
                new Axis(s.outputWidth(), s.strideWidth(), last(across) - s.left(), s.width() + last(across), 1),
                s.outputs(),
                s.groups(),
                s.height(),
                s.width(),
                down,
                across);
    }

    private static int[] steps(int count, int distance) {
        int[] steps = new int[count];
        for (int k = 0; k < count; k++) {
            steps[k] = k * distance;
        }
        return steps;
    }

    private static int last(int[] steps) {
        return steps[steps.length - 1];
    }

    /** Whether the taps are three rows, one right below the other, of the same plane. */
    boolean threeRows() {
        return down.length == 3 && down[1] == 1 && vertical.phases == 1 && horizontal.phases == 1;
    }

    /** The same with the even rows in one plane and the odd ones in another, for sums of two rows of the grid at a time. */
    Taps inPairs() {
        int rows = 2 * ((height + 1) / 2) + 2;
        Axis pairs = new Axis(vertical.length, vertical.step, vertical.origin, rows, 2);
        return new Taps(pairs, horizontal, channels, groups, height, width, down, across);
    }

    /** The same for windows of 2 × 2 results that lie side by side: the grid is that of the windows. */
    Taps inWindows() {
        return new Taps(halved(vertical), halved(horizontal), channels, groups, height / 2, width / 2, down, across);
    }

    private static Axis halved(Axis axis) {
        return new Axis(axis.length, axis.step, axis.origin, axis.size, 2 * axis.phases);
    }

    /** In {@link #inWindows}, the offsets of the result of a window that is so many rows down and columns across. */
    int[] offsets(int row, int column) {
        int points = down.length * across.length;
        int[] shifted = new int[offsets.length];
        for (int t = 0; t < shifted.length; t++) {
            int point = t % points;
            int below = down[point / across.length] + row * vertical.phases / 2;
            int right = across[point % across.length] + column * horizontal.phases / 2;
            shifted[t] = t / points * channelSize + at(below, right);
        }
        return shifted;
    }

    /** Floats of all planes. */
    int size() {
        return channels * channelSize + SLACK + Math.max(rowSize, RowLoops.MIN_WIDTH);
    }

    /** Floats of a plane from the first result's place to the last's. */
    int span() {
        return (height - 1) * rowSize + width;
    }

    private int at(int down, int across) {
        int plane = across % horizontal.phases * vertical.phases + down % vertical.phases;
        return plane * planeSize + down / vertical.phases * rowSize + across / horizontal.phases;
    }

    /** Copies a sample to its planes; what lies around it is zero from the beginning. */
    void fill(float[] source, int offset, float[] planes) {
        for (int c = 0; c < channels; c++) {
            for (int h : rows) {
                fillRow(source, offset + c * sourceSize(), h, planes, c * channelSize);
            }
        }
    }

    private void fillRow(float[] source, int from, int h, float[] planes, int to) {
        if (wholeRows()) {
            System.arraycopy(source, from + sourceOf(h, firstColumn), planes, to + placeOf(h, firstColumn), columns);
            return;
        }
        for (int w = 0; w < horizontal.length; w++) {
            int across = horizontal.place(w);
            if (across >= 0 && across < horizontal.size) {
                planes[to + placeOf(h, w)] = source[from + sourceOf(h, w)];
            }
        }
    }

    /** Whether what is copied of a row of the source stays together. */
    boolean wholeRows() {
        return horizontal.step == 1 && horizontal.phases == 1;
    }

    /** Whether even and odd columns come to two planes. */
    boolean halvedRows() {
        return horizontal.step == 1 && horizontal.phases == 2;
    }

    /** In halved rows, the first column that comes to the first or second plane. */
    int firstColumn(int plane) {
        return firstColumn + (plane + firstColumn + horizontal.origin) % 2;
    }

    /** Floats of a channel of the source. */
    int sourceSize() {
        return rowPlaces.length * horizontal.length;
    }

    /** Where an element of a channel of the source is. */
    int sourceOf(int h, int w) {
        return h * horizontal.length + w;
    }

    /** Where it is copied to, from the beginning of the channel's planes on. */
    int placeOf(int h, int w) {
        return rowPlaces[h] + at(0, horizontal.place(w));
    }
}
