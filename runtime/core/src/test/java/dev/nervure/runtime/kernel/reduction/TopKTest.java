package dev.nervure.runtime.kernel.reduction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopKTest {
    private static final float[] ODD = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, Float.MIN_VALUE, -Float.MAX_VALUE
    };

    private final TopK search = new TopK();

    /** Every k of every length, many values equal, within a tensor: what a stable sort gives. */
    @Test
    void asAStableSortDoes() {
        Random random = new Random(1);
        for (int n = 1; n <= 20; n++) {
            for (int k = 1; k <= n; k++) {
                int step = 1 + random.nextInt(3);
                int from = random.nextInt(4);
                float[] x = new float[from + n * step];
                for (int i = 0; i < x.length; i++) {
                    x[i] = random.nextInt(5) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextInt(4) - 1.5f;
                }
                check(x, from, step, n, k, true);
                check(x, from, step, n, k, false);
            }
        }
    }

    private void check(float[] x, int from, int step, int n, int k, boolean greatest) {
        Comparator<Integer> order = Comparator.comparing(i -> x[from + i * step]);
        List<Integer> expected = IntStream.range(0, n)
                .boxed()
                .sorted(greatest ? order.reversed() : order)
                .limit(k)
                .toList();
        int to = 2;
        float[] values = new float[to + k * step];
        int[] places = new int[to + k * step];
        if (greatest) {
            search.greatest(x, from, step, n, k, values, places, to);
        } else {
            search.least(x, from, step, n, k, values, places, to);
        }
        assertThat(IntStream.range(0, k).map(j -> places[to + j * step]).boxed().toList())
                .isEqualTo(expected);
        for (int j = 0; j < k; j++) {
            assertThat(Float.compare(values[to + j * step], x[from + expected.get(j) * step]))
                    .isZero();
        }
    }

    @Test
    void integersToo() {
        int[] x = {3, Integer.MIN_VALUE, 7, Integer.MAX_VALUE, 7, -1};
        int[] values = new int[4];
        int[] places = new int[4];
        search.greatest(x, 0, 1, 6, 4, values, places, 0);
        assertThat(values).containsExactly(Integer.MAX_VALUE, 7, 7, 3);
        assertThat(places).containsExactly(3, 2, 4, 0);
        search.least(x, 0, 1, 6, 4, values, places, 0);
        assertThat(values).containsExactly(Integer.MIN_VALUE, -1, 3, 7);
        assertThat(places).containsExactly(1, 5, 0, 2);
    }
}
