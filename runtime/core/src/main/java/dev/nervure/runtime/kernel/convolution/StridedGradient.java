package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of the input of a convolution with a stride, which a transposed convolution computes too: of each residue of
 * the stride, a small convolution of the output's gradient with those elements of the kernel that reach it. Their results
 * are brought together at the end.
 */
class StridedGradient extends Correlation {
    final int strideHeight;
    final int strideWidth;
    /** Residue by residue of the columns, for each of the rows; null where no element of the kernel reaches it. */
    private final @Nullable Correlation[] parts;

    /** Makes one of its parts, of which at least one exists. */
    interface Maker {
        StridedGradient of(ConvolutionShape shape, List<@Nullable Correlation> parts);
    }

    /** The gradient of the input of a convolution; null where no weight reaches an input. */
    static @Nullable Correlation of(ConvolutionShape shape, Function<Taps, Correlation> part, Maker maker) {
        List<@Nullable Correlation> parts = new ArrayList<>();
        for (Taps taps : Taps.ofGradient(shape)) {
            parts.add(taps == null ? null : part.apply(taps));
        }
        return ofParts(shape, parts, maker);
    }

    /** The same from a residue of the rows and one of the columns. */
    static @Nullable Correlation ofResidues(
            ConvolutionShape shape, BiFunction<Taps.Residue, Taps.Residue, Correlation> part, Maker maker) {
        List<@Nullable Correlation> parts = new ArrayList<>();
        for (Taps.Residue row : Taps.rowsOfGradient(shape)) {
            for (Taps.Residue column : Taps.columnsOfGradient(shape)) {
                parts.add(row.reached() && column.reached() ? part.apply(row, column) : null);
            }
        }
        return ofParts(shape, parts, maker);
    }

    private static @Nullable Correlation ofParts(
            ConvolutionShape shape, List<@Nullable Correlation> parts, Maker maker) {
        if (parts.stream().allMatch(Objects::isNull)) {
            return null;
        }
        return parts.size() == 1 ? parts.get(0) : maker.of(shape, parts);
    }

    StridedGradient(ConvolutionShape shape, List<@Nullable Correlation> parts) {
        super(shape.channels(), shape.height(), shape.width());
        this.strideHeight = shape.strideHeight();
        this.strideWidth = shape.strideWidth();
        this.parts = parts.toArray(new Correlation[0]);
    }

    @Override
    final void prepare(Matrix weights, DirectionScratch own, ConvolutionScratch scratch) {
        for (int i = 0; i < parts.length; i++) {
            Correlation part = parts[i];
            if (part != null) {
                part.prepare(weights, own.part(i), scratch);
            }
        }
    }

    @Override
    final void apply(
            DirectionScratch own,
            float[] x,
            int x0,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int y0,
            float[] maxima,
            int m0,
            ConvolutionScratch scratch) {
        float[][] results = scratch.parts(parts.length, outputs * rows(0) * columns(0) + Convolution.BEYOND);
        float[] planes = Convolution.NOTHING;
        for (int i = 0; i < parts.length; i++) {
            Correlation part = parts[i];
            if (part instanceof TapCorrelation tap) {
                if (planes.length == 0) {
                    planes = own.planes(tap.taps.size()); // all find their terms in the same
                    tap.fill(x, x0, planes);
                }
                tap.sum(own.part(i).prepared(), planes, bias, relu, results[i], 0, maxima, m0, scratch);
            } else if (part != null) {
                part.apply(own.part(i), x, x0, bias, relu, results[i], 0, maxima, m0, scratch);
            } else {
                start(bias, relu, results[i], rows(i / strideWidth) * columns(i % strideWidth));
            }
        }
        join(results, y, y0);
    }

    /** What no element of the kernel reaches. */
    private void start(float @Nullable [] bias, boolean relu, float[] result, int size) {
        for (int m = 0; m < outputs; m++) {
            float b = bias == null ? 0f : bias[m];
            Arrays.fill(result, m * size, (m + 1) * size, relu ? Math.max(b, 0f) : b);
        }
    }

    /** The rows of a residue of theirs. */
    final int rows(int residue) {
        return (height - residue + strideHeight - 1) / strideHeight;
    }

    /** The columns of a residue of theirs. */
    final int columns(int residue) {
        return (width - residue + strideWidth - 1) / strideWidth;
    }

    /** The results of the residues, each {@code [outputs, rows, columns]}, to their places. */
    void join(float[][] results, float[] y, int y0) {
        for (int m = 0; m < outputs; m++) {
            for (int h = 0; h < height; h++) {
                int to = y0 + (m * height + h) * width;
                for (int j = 0; j < strideWidth; j++) {
                    float[] result = results[h % strideHeight * strideWidth + j];
                    int count = columns(j);
                    spread(
                            result,
                            (m * rows(h % strideHeight) + h / strideHeight) * count,
                            count,
                            y,
                            to + j,
                            strideWidth);
                }
            }
        }
    }

    private static void spread(float[] source, int from, int count, float[] target, int to, int step) {
        for (int k = 0; k < count; k++) {
            target[to + k * step] = source[from + k];
        }
    }
}
