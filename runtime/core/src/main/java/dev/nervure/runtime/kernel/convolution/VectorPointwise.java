package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.function.Epilogue;
import dev.nervure.runtime.kernel.internal.Lanes;
import dev.nervure.runtime.kernel.internal.PanelLayout;
import dev.nervure.runtime.kernel.internal.SquareTransposition;
import dev.nervure.runtime.kernel.internal.VectorProducts;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * A convolution of one element, which is a product of the weights with the channels as they lie. Its vectors are places, four
 * of them packed for all channels, or, where there are few places, outputs, and then the results are turned round. The
 * weights are read as the matrix keeps them.
 */
final class VectorPointwise extends Correlation {
    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;
    /** Places of a strip. */
    private static final int STRIP = 4 * N;
    /** Of the lanes of whole strips, how many more than places are computed twice: one of so many. */
    private static final int MOST_TWICE = 4;

    private static final int ROWS = VectorProducts.ROWS;

    private final int channels;
    private final PanelLayout layout;
    private final float[] none;
    private final boolean byPlaces;
    /** With a stride, what is read of a channel; empty where all of it is read. */
    private final VectorRun[] runs;

    private final int channelSize;

    VectorPointwise(ConvolutionShape s) {
        super(s.outputs(), s.outputHeight(), s.outputWidth());
        this.channels = s.channels();
        this.channelSize = s.height() * s.width();
        this.layout = new PanelLayout(outputs);
        this.none = new float[outputs];
        int strips = (size() + STRIP - 1) / STRIP;
        boolean fits = size() >= STRIP && channels <= VectorProducts.TERMS;
        this.byPlaces = fits && (outputs < N || MOST_TWICE * (strips * STRIP - size()) <= size());
        this.runs = s.strideHeight() * s.strideWidth() == 1 ? new VectorRun[0] : runs(s);
    }

    private VectorRun[] runs(ConvolutionShape s) {
        List<VectorRun> list = new ArrayList<>();
        int fromRow = s.strideHeight() * s.width();
        VectorRun.addRows(0, fromRow, s.strideWidth(), 0, width, height, width, list);
        return list.toArray(new VectorRun[0]);
    }

    static boolean suits(ConvolutionShape s) {
        return s.kernelHeight() * s.kernelWidth() * s.groups() == 1 && s.top() + s.left() + s.bottom() + s.right() == 0;
    }

    /** Nothing: the matrix itself is read. */
    @Override
    void prepare(Matrix weights, DirectionScratch own, ConvolutionScratch scratch) {}

    @Override
    void apply(
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
        float[][] panels = own.chunks();
        float[] start = bias == null ? none : bias;
        float[] from = x;
        int from0 = x0;
        if (runs.length > 0) {
            from = own.planes(channels * size() + N);
            from0 = 0;
            for (int c = 0; c < channels; c++) {
                for (VectorRun run : runs) {
                    run.copy(x, x0 + c * channelSize, from, c * size());
                }
            }
        }
        if (byPlaces) {
            placesInLanes(panels, from, from0, start, relu ? 0f : Float.NEGATIVE_INFINITY, y, y0, scratch);
        } else {
            outputsInLanes(panels, from, from0, start, y, y0, scratch);
            if (relu) {
                Epilogue.RELU.applyToPlanes(y, y0, y0, outputs, size());
            }
        }
    }

    /** The last strip overlaps the one before. */
    private void placesInLanes(
            float[][] panels,
            float[] x,
            int x0,
            float[] bias,
            float least,
            float[] y,
            int y0,
            ConvolutionScratch scratch) {
        int places = size();
        float[] strip = scratch.buffer(channels * STRIP);
        for (int p = 0; p < places; p += STRIP) {
            int at = Math.min(p, places - STRIP);
            pack(x, x0 + at, places, channels, strip);
            for (int i = 0; i < panels.length; i++) {
                int width = layout.width(i);
                int first = layout.column(i);
                for (int r = 0; r < layout.used(i); r += ROWS) {
                    int rows = Math.min(ROWS, layout.used(i) - r);
                    int j = first + r;
                    int to = y0 + j * places + at;
                    if (N == 8) {
                        for (int v = 0; v < STRIP; v += 2 * N) {
                            ConvolutionBlocks.places6x2(
                                    panels[i], r, width, rows, strip, v, channels, bias, j, least, y, to + v, places);
                        }
                    } else {
                        ConvolutionBlocks.places6x4(
                                panels[i], r, width, rows, strip, 0, channels, bias, j, least, y, to, places);
                    }
                }
            }
        }
    }

    private static void pack(float[] x, int from, int places, int channels, float[] strip) {
        for (int c = 0; c < channels; c++) {
            int at = from + c * places;
            int to = c * (4 * N);
            FloatVector.fromArray(S, x, at).intoArray(strip, to);
            FloatVector.fromArray(S, x, at + N).intoArray(strip, to + N);
            FloatVector.fromArray(S, x, at + 2 * N).intoArray(strip, to + 2 * N);
            FloatVector.fromArray(S, x, at + 3 * N).intoArray(strip, to + 3 * N);
        }
    }

    private void outputsInLanes(
            float[][] panels, float[] x, int x0, float[] bias, float[] y, int y0, ConvolutionScratch scratch) {
        int places = size();
        float[] start = scratch.other(outputs + N);
        System.arraycopy(bias, 0, start, 0, outputs);
        float[] results = scratch.sums(Math.max(places, N) * STRIP);
        for (int i = 0; i < panels.length; i++) {
            int width = layout.width(i);
            int j = layout.column(i);
            VectorProducts.panel(
                    width, x, x0, 1, places, places, panels[i], 0, channels, start, j, 0, results, 0, width);
            turn(results, width, layout.used(i), y, y0 + j * places, y0 + outputs * places, scratch);
        }
    }

    /** {@code [places, width]} to {@code [used, places]}; what a square writes beyond an output is written again later. */
    private void turn(float[] results, int width, int used, float[] y, int to, int end, ConvolutionScratch scratch) {
        int places = size();
        int side = SquareTransposition.SIDE;
        int v = 0;
        if (SquareTransposition.POSSIBLE) {
            for (; v + side <= used; v += side) {
                int at = to + v * places;
                boolean room = at + (side - 1) * places + Math.max(places, side) <= end;
                if (places >= side || room) {
                    squares(results, v, width, y, at);
                } else {
                    float[] last = scratch.overflow((side - 1) * places + side);
                    squares(results, v, width, last, 0);
                    System.arraycopy(last, 0, y, at, side * places);
                }
            }
        }
        for (; v < used; v++) {
            for (int q = 0; q < places; q++) {
                y[to + v * places + q] = results[q * width + v];
            }
        }
    }

    private void squares(float[] results, int v, int width, float[] y, int to) {
        int places = size();
        int side = SquareTransposition.SIDE;
        for (int q = 0; q < places; q += side) {
            int first = Math.max(0, Math.min(q, places - side));
            SquareTransposition.square(results, first * width + v, width, y, to + first, places);
        }
    }
}
