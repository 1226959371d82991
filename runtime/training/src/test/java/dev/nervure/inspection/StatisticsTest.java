package dev.nervure.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Statistics are those of their definitions, computed in double precision. */
class StatisticsTest {
    @Provide
    Arbitrary<float[]> values() {
        return Arbitraries.oneOf(
                        Arbitraries.floats().between(-1000, 1000).ofScale(3),
                        Arbitraries.floats().between(-1e-3f, 1e-3f).ofScale(9),
                        Arbitraries.of(0f, -0f, 1f))
                .array(float[].class)
                .ofMinSize(1)
                .ofMaxSize(300);
    }

    @Property(tries = 200)
    void moments(@ForAll("values") float[] x) {
        Statistics found = Statistics.of(x);
        double[] wide = wide(x);
        double mean = Arrays.stream(wide).average().orElseThrow();
        double variance = Arrays.stream(wide).map(v -> (v - mean) * (v - mean)).sum() / x.length;
        double norm = Math.sqrt(Arrays.stream(wide).map(v -> v * v).sum());
        assertThat(found.count()).isEqualTo(x.length);
        assertThat(found.mean()).isCloseTo(mean, within(1e-9));
        assertThat(found.deviation()).isCloseTo(Math.sqrt(variance), within(1e-9));
        assertThat(found.norm()).isCloseTo(norm, within(1e-9 * (1 + norm)));
        assertThat(found.min()).isEqualTo(Arrays.stream(wide).min().orElseThrow() + 0.0);
        assertThat(found.max()).isEqualTo(Arrays.stream(wide).max().orElseThrow() + 0.0);
        assertThat(found.zeros() * x.length)
                .isCloseTo(Arrays.stream(wide).filter(v -> v == 0).count(), within(1e-9));
    }

    @Property(tries = 200)
    void quantiles(@ForAll("values") float[] x, @ForAll @DoubleRange(min = 0, max = 1) double p) {
        double[] sorted = Arrays.stream(wide(x)).map(v -> v + 0.0).sorted().toArray();
        double place = p * (x.length - 1);
        double below = sorted[(int) Math.floor(place)];
        double above = sorted[(int) Math.ceil(place)];
        assertThat(Statistics.of(x).quantile(p))
                .isCloseTo(below + (place - Math.floor(place)) * (above - below), within(1e-9));
    }

    @Property(tries = 200)
    void histogram(@ForAll("values") float[] x, @ForAll @IntRange(min = 1, max = 50) int bins) {
        Histogram found = Statistics.of(x).histogram(bins);
        List<Double> edges = found.edges();
        assertThat(edges).hasSize(bins + 1);
        for (int i = 0; i < bins; i++) {
            int bin = i;
            assertThat((long) found.counts().get(i))
                    .isEqualTo(Arrays.stream(wide(x))
                            .filter(v ->
                                    (bin == 0 || v >= edges.get(bin)) && (bin == bins - 1 || v < edges.get(bin + 1)))
                            .count());
        }
    }

    /** The rule of ONNX; no value is further from its byte than half a step, and what ends meet by rounding. */
    @Property(tries = 200)
    void eightBits(@ForAll("values") float[] x) {
        EightBit found = Statistics.of(x).eightBit();
        double min = Math.min(0, Arrays.stream(wide(x)).min().orElseThrow());
        double max = Math.max(0, Arrays.stream(wide(x)).max().orElseThrow());
        double scale = (max - min) / 255;
        assertThat(found.scale()).isCloseTo(scale, within(1e-9 * scale));
        if (scale > 0) {
            assertThat(found.zeroPoint()).isEqualTo((int) Math.rint(-min / scale));
            double squares = 0;
            double most = 0;
            for (double v : wide(x)) {
                double stored = Math.min(255, Math.max(0, Math.rint(v / scale) + found.zeroPoint()));
                double error = Math.abs((stored - found.zeroPoint()) * scale - v);
                squares += error * error;
                most = Math.max(most, error);
            }
            assertThat(found.error()).isCloseTo(Math.sqrt(squares / x.length), within(1e-9 * scale));
            assertThat(found.maxError()).isCloseTo(most, within(1e-9 * scale)).isLessThanOrEqualTo(scale * 1.001);
        }
    }

    @Example
    void whatIsNotFiniteIsCounted() {
        Statistics found = Statistics.of(new float[] {1, Float.NaN, 3, Float.POSITIVE_INFINITY});
        assertThat(found.count()).isEqualTo(4);
        assertThat(found.notFinite()).isEqualTo(2);
        assertThat(found.mean()).isEqualTo(2);
        assertThat(found.max()).isEqualTo(3);
        Statistics none = Statistics.of(new float[] {Float.NaN});
        assertThat(none.mean()).isNaN();
        assertThat(none.quantile(0.5)).isNaN();
        assertThat(none.eightBit().scale()).isZero();
        assertThat(none.histogram(2).counts()).containsExactly(0, 0);
    }

    @Example
    void errors() {
        Statistics some = Statistics.of(new float[] {1});
        assertThatThrownBy(() -> some.quantile(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a quantile is of a share in 0 … 1, got 1.5");
        assertThatThrownBy(() -> some.histogram(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a histogram has at least 1 interval, got 0");
    }

    private static double[] wide(float[] x) {
        double[] wide = new double[x.length];
        Arrays.setAll(wide, i -> x[i]);
        return wide;
    }
}
