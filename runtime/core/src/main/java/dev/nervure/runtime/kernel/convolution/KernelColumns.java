package dev.nervure.runtime.kernel.convolution;

/**
 * Where one channel lies that is copied once for each column of a kernel: each copy is a plane as wide as the grid of
 * results, shifted by its column, with zeros for what lies outside. The places of the grid then lie side by side without
 * gaps, whatever its width, and the term of a kernel's element for all of them is a stretch of a plane. With a stride the
 * columns between are left out, and the rows come to a plane for each residue. A single row without a stride has no gaps, and
 * needs no more than one copy.
 */
final class KernelColumns {
    /** Least zeros before and after the planes, so that vectors may begin and end there. */
    private static final int MARGIN = 32;

    /** The grid of results. */
    final int height;

    final int width;
    /** Where the kernel's elements are found, row by row: from here to the first place. */
    final int[] taps;
    /** Floats of all planes of a channel. */
    final int size;

    /** The source. */
    final int sourceHeight;

    final int sourceWidth;
    final int strideHeight;
    final int strideWidth;
    final int kernelWidth;
    /** Planes of a channel: one for each column of the kernel, or one for all where there is a single row. */
    final int copies;

    /** Floats of a row of a plane: those of the grid, and where there is one plane what lies around it. */
    final int planeWidth;

    private final int dilationWidth;
    private final int top;
    private final int left;
    /** Rows of each residue in a plane. */
    private final int residueRows;

    private final int planeSize;
    private final int margin;

    /** The input of a convolution. */
    static KernelColumns ofInput(ConvolutionShape s) {
        return new KernelColumns(
                s.height(),
                s.width(),
                s.outputHeight(),
                s.outputWidth(),
                s.strideHeight(),
                s.strideWidth(),
                s.kernelHeight(),
                s.kernelWidth(),
                s.dilationHeight(),
                s.dilationWidth(),
                s.top(),
                s.left());
    }

    /** The gradient of the output of a convolution, for the results of a residue of each axis of its input. */
    static KernelColumns ofGradient(ConvolutionShape s, Taps.Residue row, Taps.Residue column) {
        return new KernelColumns(
                s.outputHeight(),
                s.outputWidth(),
                row.count(),
                column.count(),
                1,
                1,
                row.taps().length,
                column.taps().length,
                row.distance(),
                column.distance(),
                -row.taps()[0],
                -column.taps()[0]);
    }

    private KernelColumns(
            int sourceHeight,
            int sourceWidth,
            int height,
            int width,
            int strideHeight,
            int strideWidth,
            int kernelHeight,
            int kernelWidth,
            int dilationHeight,
            int dilationWidth,
            int top,
            int left) {
        this.sourceHeight = sourceHeight;
        this.sourceWidth = sourceWidth;
        this.height = height;
        this.width = width;
        this.strideHeight = strideHeight;
        this.strideWidth = strideWidth;
        this.top = top;
        this.left = left;
        this.dilationWidth = dilationWidth;
        this.kernelWidth = kernelWidth;
        int rows = (height - 1) * strideHeight + (kernelHeight - 1) * dilationHeight + 1;
        this.residueRows = (rows + strideHeight - 1) / strideHeight;
        this.margin = MARGIN + Math.max(Math.abs(shift(0)), Math.abs(shift(kernelWidth - 1)));
        boolean line = rows == 1 && strideWidth == 1;
        this.copies = line ? 1 : kernelWidth;
        this.planeWidth = line ? width + (kernelWidth - 1) * dilationWidth : width;
        this.planeSize = strideHeight * residueRows * planeWidth + margin;
        this.size = margin + copies * planeSize;
        this.taps = new int[kernelHeight * kernelWidth];
        for (int t = 0; t < taps.length; t++) {
            int down = t / kernelWidth * dilationHeight;
            taps[t] = line ? margin + t * dilationWidth : plane(t % kernelWidth) + rowPlace(down) * width;
        }
    }

    /** Floats of the grid. */
    int places() {
        return height * width;
    }

    /** Rows of a plane. */
    int rows() {
        return strideHeight * residueRows;
    }

    /** Where the plane of column {@code j} of the kernel begins. */
    int plane(int j) {
        return margin + j * planeSize;
    }

    /** The row of a plane for the row {@code q} of the padded source. */
    private int rowPlace(int q) {
        return q % strideHeight * residueRows + q / strideHeight;
    }

    /** The row of a plane where a row of the source goes; negative where it is not read. */
    int rowOf(int sourceRow) {
        int q = sourceRow + top;
        return q < 0 || q >= residueRows * strideHeight ? -1 : rowPlace(q);
    }

    /** How far to the left a plane's columns lie of those of the source, without a stride. */
    int shift(int j) {
        return j * dilationWidth - left;
    }

    /** The first column of the grid for which column {@code j} of the kernel lies in the source. */
    int first(int j) {
        return Math.max(0, Math.floorDiv(-shift(j) + strideWidth - 1, strideWidth));
    }

    /** How many columns there are from the first on. */
    int count(int j) {
        int end = Math.min(planeWidth, Math.floorDiv(sourceWidth - 1 - shift(j), strideWidth) + 1);
        return Math.max(0, end - first(j));
    }

    /** The column of the source that the first is. */
    int sourceColumn(int j) {
        return first(j) * strideWidth + shift(j);
    }

    /** Whether the source is as wide as the grid and has no stride: planes are the source, shifted as a whole. */
    boolean shiftsOnly() {
        return strideHeight == 1 && strideWidth == 1 && planeWidth == sourceWidth;
    }
}
