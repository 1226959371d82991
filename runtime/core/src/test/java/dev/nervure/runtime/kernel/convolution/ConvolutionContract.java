package dev.nervure.runtime.kernel.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.kernel.function.Elementwise;
import dev.nervure.runtime.kernel.function.Epilogue;
import dev.nervure.runtime.kernel.matrix.Matrix;
import dev.nervure.runtime.kernel.matrix.MatrixContract;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Convolution} with the provider that runs, checked against sums in double precision. */
abstract class ConvolutionContract {
    static Stream<ConvolutionShape> shapes() {
        Stream<ConvolutionShape> known = Stream.of(
                ConvolutionShape.of(1, 28, 28, 16, 3, 3).padding(1, 1, 1, 1),
                ConvolutionShape.of(16, 14, 14, 32, 3, 3).padding(1, 1, 1, 1),
                ConvolutionShape.of(5, 7, 9, 7, 1, 1),
                ConvolutionShape.of(3, 9, 11, 8, 5, 5).stride(2, 2).padding(2, 2, 2, 2),
                ConvolutionShape.of(6, 10, 10, 6, 3, 3).padding(1, 1, 1, 1).groups(6),
                ConvolutionShape.of(4, 40, 37, 5, 1, 1).padding(1, 1, 1, 1),
                ConvolutionShape.of(2, 70, 66, 6, 3, 3).padding(1, 1, 1, 1).groups(2),
                ConvolutionShape.of(1, 67, 68, 5, 3, 3).dilation(2, 1).padding(1, 0, 0, 2),
                ConvolutionShape.of(12, 2, 530, 5, 2, 3),
                ConvolutionShape.of(2, 1, 50, 70, 1, 7).padding(0, 6, 0, 0),
                ConvolutionShape.of(130, 4, 5, 3, 2, 2),
                // An odd number of channels, of which the gradient of the weights takes two at a time.
                ConvolutionShape.of(3, 8, 9, 4, 3, 3).padding(1, 1, 1, 1),
                ConvolutionShape.of(3, 5, 6, 2, 2, 2),
                // Three rows of enough terms: two rows of results at a time.
                ConvolutionShape.of(8, 7, 7, 15, 3, 3).padding(1, 1, 1, 1),
                ConvolutionShape.of(12, 31, 33, 9, 3, 3).padding(1, 2, 1, 0).dilation(1, 2),
                ConvolutionShape.of(24, 4, 20, 14, 3, 3).groups(2),
                ConvolutionShape.of(180, 4, 3, 130, 3, 3),
                ConvolutionShape.of(40, 40, 1, 17, 3, 1).padding(0, 0, 2, 0),
                // Enough channels and outputs for squares of results, with odd sides, and paddings of all kinds.
                ConvolutionShape.of(32, 8, 8, 64, 3, 3).padding(1, 1, 1, 1),
                ConvolutionShape.of(37, 9, 7, 35, 3, 3).padding(1, 2, 0, 1),
                ConvolutionShape.of(40, 8, 13, 33, 3, 3),
                // Depthwise: narrow, wide, with strides, several outputs a channel, sequences, other paddings.
                depthwise(9, 25, 5, 3, 1),
                depthwise(37, 7, 5, 3, 1),
                depthwise(24, 13, 7, 5, 2),
                depthwise(16, 7, 8, 7, 1),
                ConvolutionShape.of(20, 9, 8, 83, 3, 3).stride(2, 2).padding(1, 1, 1, 1),
                ConvolutionShape.of(1, 49, 10, 64, 10, 4).stride(2, 2).padding(5, 1, 5, 1),
                depthwise(33, 3, 3, 3, 1),
                depthwise(5, 12, 12, 5, 1),
                depthwise(3, 14, 40, 7, 1),
                depthwise(4, 48, 48, 3, 2),
                depthwise(7, 13, 11, 5, 2),
                depthwise(3, 9, 10, 3, 3),
                ConvolutionShape.of(4, 12, 7, 12, 3, 3).padding(1, 1, 1, 1).groups(4),
                ConvolutionShape.of(6, 1, 70, 6, 1, 5)
                        .padding(0, 4, 0, 0)
                        .dilation(1, 2)
                        .groups(6),
                ConvolutionShape.of(6, 20, 18, 6, 3, 3)
                        .padding(0, 2, 3, 1)
                        .dilation(2, 1)
                        .groups(6),
                ConvolutionShape.of(2, 1, 6, 2, 1, 50).padding(0, 0, 0, 60).groups(2),
                // One element: places or outputs in the lanes, and strides.
                ConvolutionShape.of(9, 25, 5, 20, 1, 1),
                ConvolutionShape.of(33, 3, 3, 70, 1, 1),
                ConvolutionShape.of(7, 6, 6, 48, 1, 1),
                ConvolutionShape.of(3, 40, 41, 3, 1, 1),
                ConvolutionShape.of(520, 8, 9, 17, 1, 1),
                ConvolutionShape.of(16, 32, 32, 18, 1, 1).stride(2, 2),
                ConvolutionShape.of(5, 9, 16, 18, 1, 1).stride(3, 2),
                // Strides whose gradient goes residue by residue.
                ConvolutionShape.of(8, 16, 34, 6, 2, 2).stride(2, 2),
                ConvolutionShape.of(4, 11, 13, 6, 5, 5).stride(2, 2).padding(2, 2, 2, 2),
                ConvolutionShape.of(4, 11, 13, 6, 1, 2).stride(3, 3).padding(1, 0, 0, 1));
        SplittableRandom random = new SplittableRandom(11);
        return Stream.concat(known, Stream.generate(() -> shape(random)).limit(40));
    }

    private static ConvolutionShape depthwise(int channels, int height, int width, int kernel, int stride) {
        int side = kernel / 2;
        return ConvolutionShape.of(channels, height, width, channels, kernel, kernel)
                .padding(side, side, side, side)
                .stride(stride, stride)
                .groups(channels);
    }

    private static ConvolutionShape shape(SplittableRandom random) {
        while (true) {
            int groups = random.nextInt(4) == 0 ? random.nextInt(1, 4) : 1;
            try {
                ConvolutionShape shape = ConvolutionShape.of(
                                groups * random.nextInt(1, 6),
                                random.nextInt(1, 20),
                                random.nextInt(1, 40),
                                groups * random.nextInt(1, 20),
                                random.nextInt(1, 5),
                                random.nextInt(1, 5))
                        .stride(random.nextInt(1, 4), random.nextInt(1, 4))
                        .padding(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3))
                        .dilation(random.nextInt(1, 3), random.nextInt(1, 3))
                        .groups(groups);
                shape.requirePlace();
                return shape;
            } catch (IllegalArgumentException kernelDoesNotFit) {
                // Try another.
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void givesItsResult(ConvolutionShape s) {
        SplittableRandom random = new SplittableRandom(s.hashCode());
        int n = random.nextInt(0, 4);
        Run run = new Run(s, n, random);
        float[] bias = random(random, s.outputs());
        for (Epilogue f : Epilogue.functions()) {
            for (float[] b : new float[][] {bias, null}) {
                float[] y = random(random, run.delta.length + 3);
                float[] before = y.clone();
                run.convolution.forward(run.weights, run.x, 2, n, b, f, y, 1, run.scratch);
                double[] expected = new double[run.delta.length];
                for (int k = 0; k < expected.length; k++) {
                    int output = k / run.places % s.outputs();
                    expected[k] = b == null ? 0 : b[output];
                }
                run.terms((xIndex, wIndex, yIndex) -> expected[yIndex] += (double) run.w[wIndex] * run.x[2 + xIndex]);
                for (int k = 0; k < expected.length; k++) {
                    assertClose(y[1 + k], MatrixContract.apply(f, expected[k]), s.terms());
                }
                assertThat(new float[] {y[0], y[y.length - 2], y[y.length - 1]})
                        .isEqualTo(new float[] {before[0], before[y.length - 2], before[y.length - 1]});
            }
        }
    }

    /** With the bits of the sum by itself. */
    @ParameterizedTest
    @MethodSource("shapes")
    void addsAResidual(ConvolutionShape s) {
        SplittableRandom random = new SplittableRandom(s.hashCode());
        int n = random.nextInt(0, 4);
        Run run = new Run(s, n, random);
        float[] bias = random(random, s.outputs());
        float[] residual = random(random, run.delta.length + 3);
        float[] z = new float[residual.length];
        for (float[] b : new float[][] {bias, null}) {
            run.convolution.forward(run.weights, run.x, 2, n, b, Epilogue.NONE, z, 1, run.scratch);
            for (Epilogue f : Epilogue.functions()) {
                float[] expected = random(random, z.length);
                float[] y = expected.clone();
                for (int k = 1; k <= run.delta.length; k++) {
                    expected[k] = MatrixContract.ofFloat(f, z[k] + residual[k]);
                }
                Epilogue e = new Epilogue().add(residual).then(f);
                run.convolution.forward(run.weights, run.x, 2, n, b, e, y, 1, run.scratch);
                assertThat(y).as(s + " " + f).isEqualTo(expected);
            }
        }
    }

    /** With the bits of the steps one by one; also the maxima and the means, with the values before them kept and not. */
    @ParameterizedTest
    @MethodSource("shapes")
    void normalizesAddsAppliesAndPools(ConvolutionShape s) {
        SplittableRandom random = new SplittableRandom(s.hashCode());
        int n = random.nextInt(0, 4);
        Run run = new Run(s, n, random);
        float[] x = Arrays.copyOfRange(run.x, 2, run.x.length);
        float[] bias = random(random, s.outputs());
        float[] z = new float[run.delta.length];
        float[] residual = random(random, z.length);
        run.convolution.forward(run.weights, x, 0, n, bias, Epilogue.NONE, z, 0, run.scratch);
        for (Epilogue f : Epilogue.functions()) {
            boolean normalizes = random.nextBoolean();
            boolean adds = random.nextBoolean();
            MatrixContract.Norm norm = new MatrixContract.Norm(s.outputs(), random.nextBoolean(), random);
            float[] expected = new float[z.length];
            for (int k = 0; k < z.length; k++) {
                float v = normalizes ? norm.of(z[k], k / run.places % s.outputs()) : z[k];
                expected[k] = MatrixContract.ofFloat(f, adds ? v + residual[k] : v);
            }
            Epilogue e = normalizes || adds ? new Epilogue().then(f) : f;
            e = normalizes ? norm.in(e) : e;
            e = adds ? e.add(residual) : e;
            float[] y = new float[z.length];
            run.convolution.forward(run.weights, x, 0, n, bias, e, y, 0, run.scratch);
            assertThat(y).as(s + " " + e).isEqualTo(expected);
            float[] expectedMaxima = maxima(run, y);
            float[] expectedMeans = means(run, y);
            for (float[] before : new float[][] {new float[y.length], new float[0]}) {
                float[] maxima = random(random, expectedMaxima.length);
                run.convolution.forwardMaxPool(run.weights, x, n, bias, e, before, maxima, run.scratch);
                assertThat(maxima).as(s + " maxima, " + e).isEqualTo(expectedMaxima);
                assertThat(before).isEqualTo(before.length > 0 ? y : before);
                Arrays.fill(before, 0f);
                float[] means = random(random, expectedMeans.length);
                run.convolution.forwardMean(run.weights, x, n, bias, e, before, means, run.scratch);
                assertThat(means).as(s + " means, " + e).isEqualTo(expectedMeans);
                assertThat(before).isEqualTo(before.length > 0 ? y : before);
            }
        }
    }

    /** The same bits wherever the channels of the input and of the result are. */
    @ParameterizedTest
    @MethodSource("shapes")
    void givesItsResultWithChannelsLast(ConvolutionShape s) {
        SplittableRandom random = new SplittableRandom(s.hashCode());
        int n = random.nextInt(1, 4);
        Run run = new Run(s, n, random);
        int inputPlaces = s.height() * s.width();
        float[] x = Arrays.copyOfRange(run.x, 2, run.x.length);
        float[] xLast = turned(x, n, s.channels(), inputPlaces);
        float[] residual = random(random, run.delta.length);
        float[] residualLast = turned(residual, n, s.outputs(), run.places);
        List<Epilogue> functions = List.of(Epilogue.NONE, Epilogue.RELU, Epilogue.GELU);
        for (int parts = 0; parts < 8; parts++) {
            Epilogue f = functions.get(random.nextInt(3));
            float[] bias = (parts & 1) == 0 ? random(random, s.outputs()) : null;
            MatrixContract.Norm norm = new MatrixContract.Norm(s.outputs(), random.nextBoolean(), random);
            Epilogue first = parts < 2 ? f : new Epilogue().then(f);
            Epilogue last = parts < 2 ? f : new Epilogue().then(f);
            if ((parts & 2) != 0) {
                first = norm.in(first);
                last = norm.in(last);
            }
            boolean adds = (parts & 4) != 0;
            first = adds ? first.add(residual) : first;
            float[] y = new float[run.delta.length];
            run.convolution.forward(run.weights, x, 0, n, bias, first, y, 0, run.scratch);
            float[] means = means(run, y);
            for (ChannelOrder order : ChannelOrder.values()) {
                String as = s + " " + first + " " + order;
                float[] from = order.readsLast() ? xLast : x;
                last = adds ? last.add(order.writesLast() ? residualLast : residual) : last;
                float[] expected = order.writesLast() ? turned(y, n, s.outputs(), run.places) : y;
                float[] result = new float[expected.length];
                run.convolution.forward(run.weights, from, 0, n, bias, last, result, 0, run.scratch, order);
                assertThat(result).as(as).isEqualTo(expected);
                float[] found = new float[means.length];
                last = adds ? last.add(order == ChannelOrder.FIRST ? residual : residualLast) : last;
                for (float[] kept : new float[][] {new float[y.length], new float[0]}) {
                    run.convolution.forwardMean(run.weights, from, n, bias, last, kept, found, run.scratch, order);
                    assertThat(found).as(as).isEqualTo(means);
                }
            }
        }
    }

    /** {@code [n, rows, columns]} to {@code [n, columns, rows]}. */
    private static float[] turned(float[] x, int n, int rows, int columns) {
        float[] y = new float[x.length];
        for (int k = 0; k < x.length; k++) {
            int sample = k / (rows * columns);
            y[(sample * columns + k % columns) * rows + k / columns % rows] = x[k];
        }
        return y;
    }

    private static float[] maxima(Run run, float[] y) {
        int height = run.s.outputHeight();
        int width = run.s.outputWidth();
        float[] maxima = new float[run.n * run.s.outputs() * (height / 2) * (width / 2)];
        for (int k = 0; k < maxima.length; k++) {
            int plane = k / ((height / 2) * (width / 2));
            int i = k / (width / 2) % (height / 2);
            int at = (plane * height + 2 * i) * width + 2 * (k % (width / 2));
            maxima[k] = Math.max(Math.max(y[at], y[at + 1]), Math.max(y[at + width], y[at + width + 1]));
        }
        return maxima;
    }

    private static float[] means(Run run, float[] y) {
        float[] means = new float[run.n * run.s.outputs()];
        for (int k = 0; k < means.length; k++) {
            double sum = 0;
            for (int i = 0; i < run.places; i++) {
                sum += y[k * run.places + i];
            }
            means[k] = (float) (sum / run.places);
        }
        return means;
    }

    /** The same bits as the gradients one after the other; the bias adds up maxima instead of what is spread. */
    @ParameterizedTest
    @MethodSource("shapes")
    void givesTheGradientsThroughTheMaximaOfItsWindows(ConvolutionShape s) {
        SplittableRandom random = new SplittableRandom(s.hashCode());
        int n = random.nextInt(0, 4);
        Run run = new Run(s, n, random);
        float[] x = Arrays.copyOfRange(run.x, 2, run.x.length);
        int windows = (s.outputHeight() / 2) * (s.outputWidth() / 2);
        float[] d = random(random, n * s.outputs() * windows);
        for (Epilogue f : new Epilogue[] {Epilogue.NONE, Epilogue.RELU}) {
            float[] y = run.delta.clone();
            for (int k = 0; k < y.length; k++) {
                // Equal ones, zeros of both signs, and one that is no number.
                y[k] = Math.round(4 * y[k]) / 4f;
                y[k] = f == Epilogue.RELU ? Math.max(y[k], 0f) : k == 0 ? Float.NaN : y[k];
            }
            float[] maxima = new float[d.length];
            Pooling.max(y, maxima, n * s.outputs(), s.outputHeight(), s.outputWidth());
            float[] delta = new float[y.length];
            Pooling.maxGradient(d, y, maxima, delta, n * s.outputs(), s.outputHeight(), s.outputWidth(), false);
            if (f == Epilogue.RELU) {
                Elementwise.reluGradient(y, delta, delta, 0, delta.length);
            }
            double[] bias = new double[s.outputs()];
            for (int k = 0; k < delta.length; k++) {
                bias[k / run.places % s.outputs()] += delta[k];
            }
            for (boolean add : new boolean[] {false, true}) {
                float[] dx = random(random, x.length);
                float[] expectedDx = dx.clone();
                Matrix expected = run.convolution.newWeights();
                run.convolution.weightGradient(expected, delta, 0, n, x, 0, false, run.scratch);
                run.convolution.inputGradient(run.weights, delta, 0, n, expectedDx, 0, add, run.scratch);
                Matrix gradient = run.convolution.newWeights();
                gradient.write(run.w);
                float[] dBias = random(random, s.outputs());
                run.convolution.maxPoolGradients(
                        run.weights, d, y, maxima, n, f, x, gradient, dBias, dx, add, run.scratch);
                assertThat(dx).isEqualTo(expectedDx);
                assertThat(values(gradient, run.w.length)).isEqualTo(values(expected, run.w.length));
                for (int j = 0; j < dBias.length; j++) {
                    assertClose(dBias[j], bias[j], n * windows + 2);
                }
                gradient.write(run.w);
                run.convolution.maxPoolGradients(
                        run.weights, d, y, maxima, n, f, x, gradient, null, null, false, run.scratch);
                assertThat(values(gradient, run.w.length)).isEqualTo(values(expected, run.w.length));
            }
        }
    }

    private static float[] values(Matrix matrix, int count) {
        float[] values = new float[count];
        matrix.read(values);
        return values;
    }

    @Test
    void givesNoGradientsThroughMaximaOfOtherFunctions() {
        Convolution convolution = Convolution.of(ConvolutionShape.of(1, 2, 2, 1, 1, 1));
        assertThatThrownBy(() -> convolution.maxPoolGradients(
                        convolution.newWeights(),
                        new float[1],
                        new float[4],
                        new float[1],
                        1,
                        Epilogue.SIGMOID,
                        new float[4],
                        convolution.newWeights(),
                        null,
                        null,
                        false,
                        convolution.newScratch()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gradients go through maxima after NONE or RELU, got SIGMOID");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void givesTheGradientOfTheInput(ConvolutionShape s) {
        SplittableRandom random = new SplittableRandom(s.hashCode());
        int n = random.nextInt(0, 4);
        Run run = new Run(s, n, random);
        for (boolean add : new boolean[] {false, true}) {
            float[] dx = random(random, run.x.length + 1);
            float[] before = dx.clone();
            run.convolution.inputGradient(run.weights, run.delta, 0, n, dx, 2, add, run.scratch);
            double[] expected = new double[run.x.length - 2];
            for (int k = 0; k < expected.length; k++) {
                expected[k] = add ? before[2 + k] : 0;
            }
            run.terms((xIndex, wIndex, yIndex) -> expected[xIndex] += (double) run.w[wIndex] * run.delta[yIndex]);
            for (int k = 0; k < expected.length; k++) {
                assertClose(dx[2 + k], expected[k], s.terms() * s.outputs() / s.channels() + 2);
            }
            assertThat(new float[] {dx[0], dx[1], dx[dx.length - 1]})
                    .isEqualTo(new float[] {before[0], before[1], before[dx.length - 1]});
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void givesTheGradientOfTheWeights(ConvolutionShape s) {
        SplittableRandom random = new SplittableRandom(s.hashCode());
        int n = random.nextInt(0, 4);
        Run run = new Run(s, n, random);
        for (boolean add : new boolean[] {false, true}) {
            Matrix gradient = run.convolution.newWeights();
            gradient.write(run.w);
            run.convolution.weightGradient(gradient, run.delta, 0, n, run.x, 2, add, run.scratch);
            double[] expected = new double[run.w.length];
            for (int k = 0; k < expected.length; k++) {
                expected[k] = add ? run.w[k] : 0;
            }
            run.terms((xIndex, wIndex, yIndex) -> expected[wIndex] += (double) run.x[2 + xIndex] * run.delta[yIndex]);
            float[] actual = new float[run.w.length];
            gradient.read(actual);
            for (int k = 0; k < expected.length; k++) {
                assertClose(actual[k], expected[k], n * run.places + 2);
            }
            MatrixContract.assertPaddingIsZero(gradient, actual);
        }
    }

    /** What was prepared of weights is prepared again when they have changed, by whatever way. */
    @ParameterizedTest
    @MethodSource("shapes")
    void seesThatWeightsChange(ConvolutionShape s) {
        SplittableRandom random = new SplittableRandom(s.hashCode());
        Run run = new Run(s, 1, random);
        Matrix other = run.convolution.newWeights();
        other.write(random(random, run.w.length));
        for (int way = 0; way < 3; way++) {
            if (way == 1) {
                run.weights.write(random(random, run.w.length));
            } else if (way == 2) {
                float[][] chunks = run.weights.chunks();
                for (int c = 0; c < chunks.length; c++) {
                    System.arraycopy(other.chunks()[c], 0, chunks[c], 0, chunks[c].length);
                }
                run.weights.changed();
            }
            assertThat(run.results(run.weights, run.scratch))
                    .isEqualTo(run.results(run.weights, run.convolution.newScratch()));
            assertThat(run.results(other, run.scratch)).isEqualTo(run.results(other, run.convolution.newScratch()));
        }
    }

    interface Term {
        void at(int xIndex, int wIndex, int yIndex);
    }

    /** One convolution with random values; {@code x} begins at 2. */
    private static final class Run {
        final ConvolutionShape s;
        final int n;
        final int places;
        final Convolution convolution;
        final ConvolutionScratch scratch;
        final float[] w;
        final float[] x;
        final float[] delta;
        final Matrix weights;

        Run(ConvolutionShape s, int n, SplittableRandom random) {
            this.s = s;
            this.n = n;
            this.places = s.outputHeight() * s.outputWidth();
            this.convolution = Convolution.of(s);
            this.scratch = convolution.newScratch();
            this.w = random(random, s.outputs() * s.terms());
            this.x = random(random, 2 + n * s.channels() * s.height() * s.width());
            this.delta = random(random, n * s.outputs() * places);
            this.weights = convolution.newWeights();
            weights.write(w);
        }

        /** The output and the gradient of the input. */
        float[] results(Matrix weights, ConvolutionScratch scratch) {
            float[] y = new float[delta.length];
            float[] dx = new float[x.length];
            convolution.forward(weights, x, 2, n, null, Epilogue.NONE, y, 0, scratch);
            convolution.inputGradient(weights, delta, 0, n, dx, 0, false, scratch);
            float[] both = Arrays.copyOf(y, y.length + dx.length);
            System.arraycopy(dx, 0, both, y.length, dx.length);
            return both;
        }

        /** Calls {@code term} for each product in the convolution, by its definition. */
        void terms(Term term) {
            int inputs = s.channels() / s.groups();
            int outputs = s.outputs() / s.groups();
            IntStream.range(0, n * s.outputs() * places).forEach(y -> {
                int ow = y % s.outputWidth();
                int oh = y / s.outputWidth() % s.outputHeight();
                int o = y / places % s.outputs();
                int sample = y / places / s.outputs();
                for (int c = 0; c < inputs; c++) {
                    for (int i = 0; i < s.kernelHeight(); i++) {
                        for (int j = 0; j < s.kernelWidth(); j++) {
                            int h = oh * s.strideHeight() + i * s.dilationHeight() - s.top();
                            int w = ow * s.strideWidth() + j * s.dilationWidth() - s.left();
                            if (h >= 0 && h < s.height() && w >= 0 && w < s.width()) {
                                int channel = o / outputs * inputs + c;
                                term.at(
                                        ((sample * s.channels() + channel) * s.height() + h) * s.width() + w,
                                        ((o * inputs + c) * s.kernelHeight() + i) * s.kernelWidth() + j,
                                        y);
                            }
                        }
                    }
                }
            });
        }
    }

    private static void assertClose(float actual, double expected, int terms) {
        double tolerance = 1e-6 + 1e-7 * terms * (1 + Math.abs(expected)) / 2;
        if (!(Math.abs(actual - expected) <= tolerance)) {
            assertThat((double) actual).isCloseTo(expected, within(tolerance));
        }
    }

    private static float[] random(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
