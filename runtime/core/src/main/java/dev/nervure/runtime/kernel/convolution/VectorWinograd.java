package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.internal.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a {@link TapCorrelation} whose taps are three rows, two rows of the grid at a time by Winograd's F(2, 3): with
 * {@code d₀ … d₃} the four rows of the input and {@code g₀, g₁, g₂} those of the kernel,
 *
 * <pre>{@code
 * m₀ = (d₀ − d₂) g₀    m₁ = (d₁ + d₂) (g₀ + g₁ + g₂) / 2    m₂ = (d₂ − d₁) (g₀ − g₁ + g₂) / 2    m₃ = (d₁ − d₃) g₂
 * y₀ = m₀ + m₁ + m₂    y₁ = m₁ − m₂ − m₃
 * }</pre>
 *
 * four products instead of six. (Lavin, Gray: Fast algorithms for convolutional neural networks, 2015.)
 */
final class VectorWinograd extends TapCorrelation {
    /** Fewer terms of a row are not worth turning the rows round. */
    static final int LEAST_TERMS = 12;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int N = Lanes.COUNT;

    private final VectorPlanes filler;
    private final int channels;
    private final int bandPairs;
    private final Segments results;
    private final Segments windows;
    /** Floats of one combination of a channel's rows in a band. */
    private final int stride;

    /** Where the terms lie in them. */
    private final int[] offsets;

    /** Of taps {@link Taps#inPairs}. */
    VectorWinograd(Taps taps, int outputs, int groups) {
        super(taps, outputs, groups);
        this.filler = new VectorPlanes(taps);
        this.channels = taps.offsets.length / (3 * taps.across.length);
        this.bandPairs = VectorTaps.bandRows(taps, (taps.height + 1) / 2, 1);
        this.results = Segments.ofGrid(taps, 2);
        this.windows = Segments.ofMaxima(taps, taps.rowSize);
        this.stride = (bandPairs * taps.rowSize + N - 1) / N * N;
        this.offsets = new int[channels * taps.across.length];
        for (int t = 0; t < offsets.length; t++) {
            offsets[t] = t / taps.across.length * stride + taps.across[t % taps.across.length];
        }
    }

    static boolean suits(Taps taps) {
        return taps.threeRows() && taps.height > 1 && taps.offsets.length >= 3 * LEAST_TERMS;
    }

    @Override
    int arrangedSize() {
        return 4 * channels * taps.across.length * outputs;
    }

    /** The four combinations of the kernel's rows, {@code [4, channels, kernel width, outputs]}. */
    @Override
    void arrange(float[] weights, float[] arranged) {
        int each = taps.across.length * outputs;
        int size = channels * each;
        for (int c = 0; c < channels; c++) {
            int from = 3 * c * each;
            int to = c * each;
            int k = 0;
            for (; k + N <= each; k += N) {
                FloatVector g0 = FloatVector.fromArray(S, weights, from + k);
                FloatVector g1 = FloatVector.fromArray(S, weights, from + each + k);
                FloatVector g2 = FloatVector.fromArray(S, weights, from + 2 * each + k);
                FloatVector half = g0.add(g2).mul(0.5f);
                FloatVector middle = g1.mul(0.5f);
                g0.intoArray(arranged, to + k);
                half.add(middle).intoArray(arranged, size + to + k);
                half.sub(middle).intoArray(arranged, 2 * size + to + k);
                g2.intoArray(arranged, 3 * size + to + k);
            }
            for (; k < each; k++) {
                float g0 = weights[from + k];
                float g2 = weights[from + 2 * each + k];
                float half = (g0 + g2) * 0.5f;
                float middle = weights[from + each + k] * 0.5f;
                arranged[to + k] = g0;
                arranged[size + to + k] = half + middle;
                arranged[2 * size + to + k] = half - middle;
                arranged[3 * size + to + k] = g2;
            }
        }
    }

    @Override
    void fill(float[] source, int offset, float[] planes) {
        filler.fill(source, offset, planes);
    }

    @Override
    void sum(
            float[] prepared,
            float[] planes,
            float @Nullable [] bias,
            boolean relu,
            float[] y,
            int y0,
            float[] maxima,
            int m0,
            ConvolutionScratch scratch) {
        int each = outputs / groups;
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
        float[] turned = scratch.rows(4 * channels * stride + VectorTaps.WIDE * N + taps.rowSize);
        int pairs = (taps.height + 1) / 2;
        for (int p = 0; p < pairs; p += bandPairs) {
            int count = Math.min(bandPairs, pairs - p);
            int places = (count - 1) * taps.rowSize + taps.width;
            int row = VectorTaps.rowOf(places);
            int part = each * row;
            float[] sums = scratch.sums(4 * part);
            for (int g = 0; g < groups; g++) {
                turn(planes, g * taps.groupSize + p * taps.rowSize, count * taps.rowSize, turned);
                for (int f = 0; f < 4; f++) {
                    int a0 = f * offsets.length * outputs + g * each;
                    int from = f * channels * stride;
                    VectorTaps.sum(prepared, a0, outputs, each, turned, from, offsets, places, sums, f * part, row);
                }
                for (int m = 0; m < each; m++) {
                    int j = g * each + m;
                    float b = bias == null ? 0f : bias[j];
                    int first = m * row - p * taps.rowSize;
                    // As in VectorCorrelation.
                    int end = bandPairs >= pairs ? outputs : j + 1;
                    if (y.length > 0) {
                        int room = (end - j) * size();
                        store(sums, first, part, p, p + count, b, least, y, y0 + j * size(), room, scratch);
                    }
                    if (maxima.length > 0) {
                        int room = (end - j) * maximaSize();
                        int to = m0 + j * maximaSize();
                        int endRow = Math.min(p + count, taps.height / 2);
                        storeMaxima(sums, first, part, p, endRow, b, least, maxima, to, room, scratch);
                    }
                }
            }
        }
    }

    /** The four combinations of the rows of each channel. */
    private void turn(float[] planes, int from, int length, float[] turned) {
        int part = channels * stride;
        for (int c = 0; c < channels; c++) {
            int t = 3 * taps.across.length * c;
            int even = from + taps.offsets[t];
            int odd = from + taps.offsets[t + taps.across.length];
            int to = c * stride;
            for (int q = 0; q < length; q += N) {
                FloatVector d0 = FloatVector.fromArray(S, planes, even + q);
                FloatVector d1 = FloatVector.fromArray(S, planes, odd + q);
                FloatVector d2 = FloatVector.fromArray(S, planes, even + taps.rowSize + q);
                FloatVector d3 = FloatVector.fromArray(S, planes, odd + taps.rowSize + q);
                d0.sub(d2).intoArray(turned, to + q);
                d1.add(d2).intoArray(turned, part + to + q);
                d2.sub(d1).intoArray(turned, 2 * part + to + q);
                d1.sub(d3).intoArray(turned, 3 * part + to + q);
            }
        }
    }

    /** Pairs of rows of one output, which begins at {@code y0}, from its four products, {@code part} apart. */
    private void store(
            float[] sums,
            int sums0,
            int part,
            int pair,
            int endPair,
            float bias,
            float least,
            float[] y,
            int y0,
            int room,
            ConvolutionScratch scratch) {
        int[] from = results.from;
        int[] to = results.to;
        float[] target = results.target(endPair, y, room, scratch);
        int target0 = target == y ? y0 : 0;
        int end = endPair * results.each;
        for (int s = pair * results.each; s < end; s++) {
            int q = sums0 + from[s];
            FloatVector m1 = FloatVector.fromArray(S, sums, q + part).add(bias);
            FloatVector m2 = FloatVector.fromArray(S, sums, q + 2 * part);
            FloatVector above = FloatVector.fromArray(S, sums, q).add(m1).add(m2);
            FloatVector below = m1.sub(m2).sub(FloatVector.fromArray(S, sums, q + 3 * part));
            int at = target0 + to[s];
            above.blend(least, above.compare(VectorOperators.LT, least)).intoArray(target, at);
            below.blend(least, below.compare(VectorOperators.LT, least)).intoArray(target, at + taps.width);
        }
        if (target != y) {
            results.copy(target, pair, endPair, y, y0);
        }
    }

    /** Rows of the maxima of one output. */
    private void storeMaxima(
            float[] sums,
            int sums0,
            int part,
            int row,
            int endRow,
            float bias,
            float least,
            float[] y,
            int y0,
            int room,
            ConvolutionScratch scratch) {
        int[] from = windows.from;
        int[] to = windows.to;
        float[] target = windows.target(endRow, y, room, scratch);
        int at = target == y ? y0 : 0;
        int end = endRow * windows.each;
        for (int s = row * windows.each; s < end; s++) {
            int q = sums0 + from[s];
            FloatVector m1 = FloatVector.fromArray(S, sums, q + part).add(bias);
            FloatVector m2 = FloatVector.fromArray(S, sums, q + 2 * part);
            FloatVector above = FloatVector.fromArray(S, sums, q).add(m1).add(m2);
            FloatVector below = m1.sub(m2).sub(FloatVector.fromArray(S, sums, q + 3 * part));
            FloatVector both = above.max(below);
            FloatVector v = both.blend(least, both.compare(VectorOperators.LT, least));
            v.rearrange(VectorPooling.LEFT)
                    .max(v.rearrange(VectorPooling.RIGHT))
                    .intoArray(target, at + to[s]);
        }
        if (target != y) {
            windows.copy(target, row, endRow, y, y0);
        }
    }
}
