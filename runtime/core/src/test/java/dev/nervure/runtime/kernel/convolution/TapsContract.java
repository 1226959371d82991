package dev.nervure.runtime.kernel.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every term of every result is where {@link Taps} says, in planes that the running provider fills. */
abstract class TapsContract {
    static Stream<ConvolutionShape> shapes() {
        SplittableRandom random = new SplittableRandom(11);
        Stream<ConvolutionShape> edges = Stream.of(
                ConvolutionShape.of(1, 1, 1, 1, 1, 1),
                ConvolutionShape.of(2, 3, 40, 2, 1, 3).padding(0, 2, 0, 0),
                ConvolutionShape.of(2, 9, 33, 2, 3, 3).padding(1, 1, 1, 1).stride(2, 2),
                ConvolutionShape.of(4, 6, 6, 4, 3, 3).padding(1, 1, 1, 1).groups(4));
        return Stream.concat(edges, Stream.generate(() -> shape(random)).limit(60));
    }

    private static ConvolutionShape shape(SplittableRandom random) {
        int groups = random.nextInt(1, 3);
        int[] kernel = {random.nextInt(1, 4), random.nextInt(1, 4)};
        int[] dilation = {random.nextInt(1, 3), random.nextInt(1, 3)};
        return ConvolutionShape.of(
                        groups * random.nextInt(1, 3),
                        random.nextInt(6, 12),
                        random.nextInt(6, 40),
                        groups * random.nextInt(1, 3),
                        kernel[0],
                        kernel[1])
                .stride(random.nextInt(1, 4), random.nextInt(1, 4))
                .padding(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3))
                .dilation(dilation[0], dilation[1])
                .groups(groups);
    }

    /** Fills the planes as the provider does. */
    abstract void fill(Taps taps, float[] source, int offset, float[] planes);

    @ParameterizedTest
    @MethodSource("shapes")
    void findTheInput(ConvolutionShape s) {
        Taps taps = Taps.ofInput(s);
        float[] x = random(3 + s.channels() * s.height() * s.width());
        float[] planes = filled(taps, x);
        for (int g = 0; g < s.groups(); g++) {
            for (int t = 0; t < taps.offsets.length; t++) {
                int points = s.kernelHeight() * s.kernelWidth();
                int channel = g * s.channels() / s.groups() + t / points;
                int down = t % points / s.kernelWidth() * s.dilationHeight() - s.top();
                int across = t % s.kernelWidth() * s.dilationWidth() - s.left();
                for (int h = 0; h < s.outputHeight(); h++) {
                    for (int w = 0; w < s.outputWidth(); w++) {
                        float expected = at(
                                x,
                                s.channels(),
                                s.height(),
                                s.width(),
                                channel,
                                h * s.strideHeight() + down,
                                w * s.strideWidth() + across);
                        int place = g * taps.groupSize + taps.offsets[t] + h * taps.rowSize + w;
                        assertThat(planes[place])
                                .as("%s group %d term %d at %d, %d", s, g, t, h, w)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    /** Each residue of the stride finds the gradients of the output that its results are sums of. */
    @ParameterizedTest
    @MethodSource("shapes")
    void findTheGradient(ConvolutionShape s) {
        int height = s.outputHeight();
        int width = s.outputWidth();
        float[] delta = random(3 + s.outputs() * height * width);
        float[] weights = random(s.outputs() * s.terms());
        double[] expected = new double[s.channels() * s.height() * s.width()];
        double[] found = new double[expected.length];
        int inputs = s.channels() / s.groups();
        for (int o = 0; o < s.outputs(); o++) {
            for (int k = 0; k < s.terms(); k++) {
                int c = o / (s.outputs() / s.groups()) * inputs + k / (s.kernelHeight() * s.kernelWidth());
                int down = k / s.kernelWidth() % s.kernelHeight() * s.dilationHeight() - s.top();
                int across = k % s.kernelWidth() * s.dilationWidth() - s.left();
                for (int p = 0; p < height * width; p++) {
                    int h = p / width * s.strideHeight() + down;
                    int w = p % width * s.strideWidth() + across;
                    if (h >= 0 && h < s.height() && w >= 0 && w < s.width()) {
                        expected[(c * s.height() + h) * s.width() + w] +=
                                (double) weights[o * s.terms() + k] * delta[3 + o * height * width + p];
                    }
                }
            }
        }
        List<Taps> residues = Taps.ofGradient(s);
        assertThat(residues).hasSize(s.strideHeight() * s.strideWidth());
        for (int i = 0; i < residues.size(); i++) {
            Taps taps = residues.get(i);
            if (taps != null) {
                float[] planes = filled(taps, delta);
                float[] byTerm = new float[taps.offsets.length * s.channels()];
                taps.byTerm(weights, byTerm);
                for (int at = 0; at < s.channels() * taps.height * taps.width; at++) {
                    int c = at / (taps.height * taps.width);
                    int h = at / taps.width % taps.height;
                    int w = at % taps.width;
                    double sum = 0;
                    for (int t = 0; t < taps.offsets.length; t++) {
                        int place = c / inputs * taps.groupSize + taps.offsets[t] + h * taps.rowSize + w;
                        sum += (double) byTerm[t * s.channels() + c] * planes[place];
                    }
                    int row = i / s.strideWidth() + h * s.strideHeight();
                    int column = i % s.strideWidth() + w * s.strideWidth();
                    found[(c * s.height() + row) * s.width() + column] = sum;
                }
            }
        }
        assertThat(found).containsExactly(expected, within(1e-6));
    }

    /** Two rows at a time, and four results of a window at a time, find what the plain arrangement finds. */
    @ParameterizedTest
    @MethodSource("shapes")
    void findTheSameInPairsAndInWindows(ConvolutionShape s) {
        Taps plain = Taps.ofInput(s);
        float[] x = random(3 + s.channels() * s.height() * s.width());
        float[] planes = filled(plain, x);
        Taps windows = plain.inWindows();
        float[] arranged = filled(windows, x);
        for (int below = 0; below < 2; below++) {
            for (int right = 0; right < 2; right++) {
                int[] offsets = windows.offsets(below, right);
                for (int t = 0; t < offsets.length; t++) {
                    for (int h = 0; h < windows.height; h++) {
                        for (int w = 0; w < windows.width; w++) {
                            int from = plain.offsets[t] + (2 * h + below) * plain.rowSize + 2 * w + right;
                            assertThat(arranged[offsets[t] + h * windows.rowSize + w])
                                    .isEqualTo(planes[from]);
                        }
                    }
                }
            }
        }
        if (plain.threeRows()) {
            Taps pairs = plain.inPairs();
            float[] apart = filled(pairs, x);
            for (int c = 0; c < pairs.offsets.length / (3 * pairs.across.length); c++) {
                for (int k = 0; k < pairs.across.length; k++) {
                    int t = 3 * pairs.across.length * c + k;
                    for (int h = 0; h < plain.height / 2; h++) {
                        for (int row = 0; row < 4; row++) {
                            // Rows 0 and 2 of four are in the plane of even rows, 1 and 3 in that of odd ones.
                            int of = pairs.offsets[t + row % 2 * pairs.across.length] + (h + row / 2) * pairs.rowSize;
                            int from = plain.offsets[t] + (2 * h + row) * plain.rowSize;
                            assertThat(apart[of])
                                    .as("%s row %d of pair %d", s, row, h)
                                    .isEqualTo(planes[from]);
                        }
                    }
                }
            }
        }
    }

    private float[] filled(Taps taps, float[] source) {
        float[] planes = new float[taps.size()];
        fill(taps, source, 3, planes);
        return planes;
    }

    private static float at(float[] x, int channels, int height, int width, int c, int h, int w) {
        assertThat(c).isLessThan(channels);
        return h < 0 || h >= height || w < 0 || w >= width ? 0f : x[3 + (c * height + h) * width + w];
    }

    private static float[] random(int length) {
        SplittableRandom random = new SplittableRandom(length);
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = (float) random.nextDouble(0.1, 1);
        }
        return values;
    }
}
