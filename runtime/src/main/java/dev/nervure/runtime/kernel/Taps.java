package dev.nervure.runtime.kernel;

/**
 * Where a sample lies in its planes, and where each term of a convolution's sum is found in them. The result at
 * {@code (h, w)} of a grid of {@code height} by {@code width} is the sum over the terms of a weight times
 * {@code planes[group * groupSize + offsets[term] + h * rowSize + w]}.
 */
final class Taps {
    /** Zeros after the last plane, so that a vector or a stretch of rows that begins inside may end outside. */
    private static final int SLACK = 64;

    /** The grid of results. */
    final int height;

    final int width;
    /** Floats of a row of a plane. */
    final int rowSize;

    final int groupSize;
    final int[] offsets;

    private final Axis vertical;
    private final Axis horizontal;
    private final int channels;
    private final int planeSize;

    /**
     * One axis: source element {@code k} lies at {@code q = k * step + origin}, if {@code 0 <= q < size}; that is element
     * {@code q / phases} of the plane for the residue {@code q % phases}.
     */
    private record Axis(int length, int step, int origin, int size, int phases) {
        int planeSize() {
            return (size + phases - 1) / phases;
        }
    }

    private Taps(Axis vertical, Axis horizontal, int channels, int groups, int height, int width, int[][] points) {
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.rowSize = horizontal.planeSize();
        this.planeSize = vertical.planeSize() * rowSize;
        int channelSize = vertical.phases * horizontal.phases * planeSize;
        this.groupSize = channels / groups * channelSize;
        this.offsets = new int[channels / groups * points.length];
        for (int t = 0; t < offsets.length; t++) {
            int[] point = points[t % points.length];
            offsets[t] = t / points.length * channelSize + at(point[0], point[1]);
        }
    }

    /** The input of a convolution: one tap for each weight to an output. */
    static Taps ofInput(ConvolutionShape s) {
        int height = s.outputHeight();
        int width = s.outputWidth();
        int down = (s.kernelHeight() - 1) * s.dilationHeight();
        int across = (s.kernelWidth() - 1) * s.dilationWidth();
        int[][] points = new int[s.kernelHeight() * s.kernelWidth()][];
        for (int k = 0; k < points.length; k++) {
            points[k] = new int[] {k / s.kernelWidth() * s.dilationHeight(), k % s.kernelWidth() * s.dilationWidth()};
        }
        return new Taps(
                new Axis(s.height(), 1, s.top(), (height - 1) * s.strideHeight() + down + 1, s.strideHeight()),
                new Axis(s.width(), 1, s.left(), (width - 1) * s.strideWidth() + across + 1, s.strideWidth()),
                s.channels(),
                s.groups(),
                height,
                width,
                points);
    }

    /**
     * The gradient of a convolution's output, spread by the stride: one tap for each weight from an input. The gradient
     * of the input is a convolution of it with the kernel turned round.
     */
    static Taps ofGradient(ConvolutionShape s) {
        int down = (s.kernelHeight() - 1) * s.dilationHeight();
        int across = (s.kernelWidth() - 1) * s.dilationWidth();
        int[][] points = new int[s.kernelHeight() * s.kernelWidth()][];
        for (int k = 0; k < points.length; k++) {
            points[k] = new int[] {
                down - k / s.kernelWidth() * s.dilationHeight(), across - k % s.kernelWidth() * s.dilationWidth()
            };
        }
        return new Taps(
                new Axis(s.outputHeight(), s.strideHeight(), down - s.top(), s.height() + down, 1),
                new Axis(s.outputWidth(), s.strideWidth(), across - s.left(), s.width() + across, 1),
                s.outputs(),
                s.groups(),
                s.height(),
                s.width(),
                points);
    }

    /** Floats of all planes. */
    int size() {
        return channels * vertical.phases * horizontal.phases * planeSize
                + SLACK
                + Math.max(rowSize, RowLoops.MIN_WIDTH);
    }

    /** Floats of a plane from the first result's place to the last's. */
    int span() {
        return (height - 1) * rowSize + width;
    }

    private int at(int down, int across) {
        int plane = down % vertical.phases * horizontal.phases + across % horizontal.phases;
        return plane * planeSize + down / vertical.phases * rowSize + across / horizontal.phases;
    }

    /** Copies a sample to its planes; what lies around it is zero from the beginning. */
    void fill(float[] source, int offset, float[] planes) {
        int channelSize = vertical.phases * horizontal.phases * planeSize;
        for (int c = 0; c < channels; c++) {
            for (int h = 0; h < vertical.length; h++) {
                int down = h * vertical.step + vertical.origin;
                if (down >= 0 && down < vertical.size) {
                    int row = offset + (c * vertical.length + h) * horizontal.length;
                    fillRow(source, row, planes, c * channelSize, down);
                }
            }
        }
    }

    private void fillRow(float[] source, int row, float[] planes, int channel, int down) {
        if (horizontal.step == 1 && horizontal.phases == 1) {
            int first = Math.max(0, -horizontal.origin);
            int end = Math.min(horizontal.length, horizontal.size - horizontal.origin);
            if (first < end) {
                System.arraycopy(
                        source, row + first, planes, channel + at(down, first + horizontal.origin), end - first);
            }
            return;
        }
        for (int w = 0; w < horizontal.length; w++) {
            int across = w * horizontal.step + horizontal.origin;
            if (across >= 0 && across < horizontal.size) {
                planes[channel + at(down, across)] = source[row + w];
            }
        }
    }
}
