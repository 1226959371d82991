package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.RowLoops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
    /** Which residues of the columns any tap reads. */
    private final boolean[] columnsUsed;

    private final Axis vertical;
    private final Axis horizontal;
    private final int groups;
    private final int planeSize;

    /** The kernel's elements that the taps of a channel belong to. */
    private final int[] points;

    /** Whether the source is the gradient of the convolution's output. */
    private final boolean gradient;

    private final ConvolutionShape shape;

    /**
     * One axis: source element {@code k} lies at {@code q = k + origin}, if {@code 0 <= q < size}; that is element
     * {@code q / phases} of the plane for the residue {@code q % phases}.
     */
    private record Axis(int length, int origin, int size, int phases) {
        int place(int k) {
            return k + origin;
        }

        int planeSize() {
            return (size + phases - 1) / phases;
        }
    }

    /**
     * One axis of the gradient of a convolution's input: what results {@code first}, {@code first + stride} … are the sums
     * of. They lie {@code taps} places from the first on, and belong to the kernel's elements {@code elements}.
     */
    record Residue(int first, int count, int[] elements, int[] taps) {
        /** Of the results {@code residue}, {@code residue + stride} …; no elements where none reaches them. */
        static Residue of(int residue, int length, int stride, int kernel, int dilation, int before) {
            int count = residue < length ? (length - residue + stride - 1) / stride : 0;
            int[] elements = new int[kernel];
            int[] taps = new int[kernel];
            int found = 0;
            for (int i = kernel - 1; i >= 0; i--) {
                int distance = residue + before - i * dilation;
                if (Math.floorMod(distance, stride) == 0) {
                    elements[found] = i;
                    taps[found++] = Math.floorDiv(distance, stride);
                }
            }
            return new Residue(residue, count, Arrays.copyOf(elements, found), Arrays.copyOf(taps, found));
        }

        /** The same with its taps counted from an element of the source that may lie before the first. */
        Residue from(int lowest) {
            return new Residue(
                    first,
                    count,
                    elements,
                    Arrays.stream(taps).map(t -> t - lowest).toArray());
        }

        /** From one tap to the next. */
        int distance() {
            return taps.length > 1 ? taps[1] - taps[0] : 1;
        }

        boolean reached() {
            return count > 0 && elements.length > 0;
        }
    }

    private Taps(
            ConvolutionShape shape,
            boolean gradient,
            Axis vertical,
            Axis horizontal,
            int height,
            int width,
            int[] down,
            int[] across,
            int[] points) {
        this.shape = shape;
        this.gradient = gradient;
        this.points = points;
        this.channels = gradient ? shape.outputs() : shape.channels();
        this.groups = shape.groups();
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.height = height;
        this.width = width;
        this.down = down;
        this.across = across;
        this.rowSize = horizontal.planeSize();
        this.planeSize = vertical.planeSize() * rowSize;
        this.channelSize = vertical.phases * horizontal.phases * planeSize;
        this.groupSize = channels / groups * channelSize;
        boolean[] rowsUsed = used(down, vertical.phases, gradient ? 1 : shape.strideHeight());
        this.columnsUsed = used(across, horizontal.phases, gradient ? 1 : shape.strideWidth());
        this.rowPlaces = new int[vertical.length];
        int[] rows = new int[vertical.length];
        int count = 0;
        for (int phase = 0; phase < vertical.phases; phase++) {
            for (int h = 0; h < vertical.length && rowsUsed[phase]; h++) {
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
        this.offsets = new int[channels / groups * points.length];
        for (int t = 0; t < offsets.length; t++) {
            int point = t % points.length;
            offsets[t] =
                    t / points.length * channelSize + at(down[point / across.length], across[point % across.length]);
        }
    }

    /** Which residues the taps read; all of them in planes of pairs of rows and of windows. */
    private static boolean[] used(int[] steps, int phases, int stride) {
        boolean[] used = new boolean[phases];
        Arrays.fill(used, phases != stride);
        for (int step : steps) {
            used[step % phases] = true;
        }
        return used;
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
                s,
                false,
                new Axis(s.height(), s.top(), rows, s.strideHeight()),
                new Axis(s.width(), s.left(), columns, s.strideWidth()),
                height,
                width,
                down,
                across,
                steps(down.length * across.length, 1));
    }

    /**
     * The gradient of a convolution's output, from which that of its input comes: of each residue of the stride, the sum
     * of the kernel's elements that reach it, null where none does: residue by residue of the columns, for each of the
     * rows. All find their terms in the same planes.
     */
    static List<@Nullable Taps> ofGradient(ConvolutionShape s) {
        List<Residue> rows = rowsOfGradient(s);
        List<Residue> columns = columnsOfGradient(s);
        Axis vertical = axis(s.outputHeight(), rows);
        Axis horizontal = axis(s.outputWidth(), columns);
        List<@Nullable Taps> all = new ArrayList<>();
        for (Residue row : rows) {
            for (Residue column : columns) {
                Taps taps = null;
                if (row.reached() && column.reached()) {
                    int[] down = row.from(-vertical.origin).taps;
                    int[] across = column.from(-horizontal.origin).taps;
                    int[] elements = elements(s, row, column);
                    taps = new Taps(s, true, vertical, horizontal, row.count, column.count, down, across, elements);
                }
                all.add(taps);
            }
        }
        return all;
    }

    /** The residues of the input's rows. */
    static List<Residue> rowsOfGradient(ConvolutionShape s) {
        return residues(s.height(), s.strideHeight(), s.kernelHeight(), s.dilationHeight(), s.top());
    }

    /** The residues of the input's columns. */
    static List<Residue> columnsOfGradient(ConvolutionShape s) {
        return residues(s.width(), s.strideWidth(), s.kernelWidth(), s.dilationWidth(), s.left());
    }

    /** The kernel's elements that reach a residue, in the order of their taps. */
    static int[] elements(ConvolutionShape s, Residue row, Residue column) {
        int[] elements = new int[row.elements.length * column.elements.length];
        for (int k = 0; k < elements.length; k++) {
            int down = row.elements[k / column.elements.length];
            elements[k] = down * s.kernelWidth() + column.elements[k % column.elements.length];
        }
        return elements;
    }

    private static List<Residue> residues(int length, int stride, int kernel, int dilation, int before) {
        return IntStream.range(0, stride)
                .mapToObj(residue -> Residue.of(residue, length, stride, kernel, dilation, before))
                .toList();
    }

    /** From the first element that any result reads to the last, be they in the source or not. */
    private static Axis axis(int length, List<Residue> residues) {
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        for (Residue residue : residues) {
            if (residue.reached()) {
                lowest = Math.min(lowest, residue.taps[0]);
                highest = Math.max(highest, last(residue.taps) + residue.count - 1);
            }
        }
        return lowest > highest ? new Axis(length, 0, 0, 1) : new Axis(length, -lowest, highest - lowest + 1, 1);
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
        return down.length == 3
                && down[1] - down[0] == 1
                && down[2] - down[1] == 1
                && vertical.phases == 1
                && horizontal.phases == 1;
    }

    /** Whether its taps are nine neighbours, without a stride. */
    boolean threeByThree() {
        return threeRows() && across.length == 3 && across[1] - across[0] == 1 && across[2] - across[1] == 1;
    }

    /** How many rows of zeros the first tap of the first row of results has above the source; negative if it lies below. */
    int top() {
        return vertical.origin - down[0];
    }

    /** The same of the columns. */
    int left() {
        return horizontal.origin - across[0];
    }

    int sourceHeight() {
        return vertical.length;
    }

    int sourceWidth() {
        return horizontal.length;
    }

    /** The same with the even rows in one plane and the odd ones in another, for sums of two rows of the grid at a time. */
    Taps inPairs() {
        int rows = down[0] + 2 * ((height + 1) / 2) + 2;
        Axis pairs = new Axis(vertical.length, vertical.origin, rows, 2);
        return new Taps(shape, gradient, pairs, horizontal, height, width, down, across, points);
    }

    /** The same for windows of 2 × 2 results that lie side by side: the grid is that of the windows. */
    Taps inWindows() {
        return new Taps(
                shape, gradient, halved(vertical), halved(horizontal), height / 2, width / 2, down, across, points);
    }

    private static Axis halved(Axis axis) {
        return new Axis(axis.length, axis.origin, axis.size, 2 * axis.phases);
    }

    /** In {@link #inWindows}, the offsets of the result of a window that is so many rows down and columns across. */
    int[] offsets(int row, int column) {
        int[] shifted = new int[offsets.length];
        for (int t = 0; t < shifted.length; t++) {
            int point = t % points.length;
            int below = down[point / across.length] + row * vertical.phases / 2;
            int right = across[point % across.length] + column * horizontal.phases / 2;
            shifted[t] = t / points.length * channelSize + at(below, right);
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
            if (isSource()) {
                System.arraycopy(source, offset + c * sourceSize(), planes, c * channelSize, sourceSize());
                continue;
            }
            for (int h : rows) {
                fillRow(source, offset + c * sourceSize(), h, planes, c * channelSize);
            }
        }
    }

    /** Whether a channel's planes are the channel itself. */
    private boolean isSource() {
        return vertical.phases * horizontal.phases == 1
                && vertical.origin == 0
                && horizontal.origin == 0
                && vertical.size == vertical.length
                && horizontal.size == horizontal.length;
    }

    private void fillRow(float[] source, int from, int h, float[] planes, int to) {
        if (horizontal.phases == 1) {
            System.arraycopy(source, from + sourceOf(h, firstColumn), planes, to + placeOf(h, firstColumn), columns);
            return;
        }
        for (int plane = 0; plane < columnPlanes(); plane++) {
            int column = firstColumn(plane);
            int end = firstColumn + columns;
            if (readsColumns(plane) && column < end) {
                int count = (end - column + columnPlanes() - 1) / columnPlanes();
                spread(source, from + sourceOf(h, column), columnPlanes(), planes, to + placeOf(h, column), count);
            }
        }
    }

    private static void spread(float[] source, int from, int step, float[] target, int to, int count) {
        for (int k = 0; k < count; k++) {
            target[to + k] = source[from + k * step];
        }
    }

    /** How many planes the columns come to in turn. */
    int columnPlanes() {
        return horizontal.phases;
    }

    /** Whether any tap reads one of them. */
    boolean readsColumns(int plane) {
        return columnsUsed[plane];
    }

    /** The first column that comes to one of them. */
    int firstColumn(int plane) {
        return firstColumn + Math.floorMod(plane - firstColumn - horizontal.origin, horizontal.phases);
    }

    /** The weights term by term, {@code [terms of a group, outputs]}, from those of the convolution. */
    void byTerm(float[] weights, float[] byTerm) {
        int kernel = shape.kernelHeight() * shape.kernelWidth();
        int inputs = shape.channels() / shape.groups();
        int outputs = shape.outputs() / shape.groups();
        for (int j = 0; j < shape.outputs(); j++) {
            for (int c = 0; c < inputs; c++) {
                int from = (j * inputs + c) * kernel;
                // In the gradient, an output's place among those of its group says the term, and the channel the
                // result.
                int term = (gradient ? j % outputs : c) * points.length;
                int results = gradient ? shape.channels() : shape.outputs();
                int to = gradient ? j / outputs * inputs + c : j;
                for (int k = 0; k < points.length; k++) {
                    byTerm[(term + k) * results + to] = weights[from + points[k]];
                }
            }
        }
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
