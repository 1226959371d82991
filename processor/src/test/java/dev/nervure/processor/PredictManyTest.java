package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Model;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code predict} of many samples gives what {@code predict} of each gives. */
class PredictManyTest {
    /** Rounding: kernels of one row and of several rows add in different orders. */
    private static final float TOLERANCE = 1e-5f;

    private static final Compiled DENSE = Compiled.of(
            Network.of(Tensor.input("x", 7).dense(20).tanh().dense(3).named("y")));
    private static final Compiled WORDS = Compiled.of(Network.of(
            Tensor.input("word", List.of(9), o -> o.type(ElementType.INT).variable("T"))
                    .embedding(50, 8)
                    .gru(6)
                    .named("y")));

    private final Model dense = DENSE.model(3);
    private final Model words = WORDS.model(4);

    /** Fewer than one batch of activations, as many, more, and no multiple. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 31, 32, 33, 64, 100})
    void rowsAndArrays(int n) throws Throwable {
        float[][] samples = samples(n);
        float[] x = new float[7 * n + 5];
        for (int s = 0; s < n; s++) {
            System.arraycopy(samples[s], 0, x, 7 * s, 7);
        }
        float[] y = new float[3 * n + 2];
        y[3 * n] = 42;
        method(DENSE, void.class, float[].class, int.class, float[].class).invoke(dense, x, n, y);
        float[][] each =
                (float[][]) method(DENSE, float[][].class, float[][].class).invoke(dense, samples);
        assertThat(each).hasDimensions(n, n == 0 ? 0 : 3);
        MethodHandle one = method(DENSE, float[].class, float[].class);
        for (int s = 0; s < n; s++) {
            float[] expected = (float[]) one.invoke(dense, samples[s]);
            assertThat(each[s]).containsExactly(expected, within(TOLERANCE));
            assertThat(Arrays.copyOfRange(y, 3 * s, 3 * s + 3)).isEqualTo(each[s]);
        }
        assertThat(y[3 * n]).isEqualTo(42);
    }

    @Test
    void samplesOfDifferentLengths() throws Throwable {
        SplittableRandom random = new SplittableRandom(1);
        int[][] samples = new int[70][];
        for (int s = 0; s < samples.length; s++) {
            samples[s] = random.ints(1 + random.nextInt(9), 0, 50).toArray();
        }
        float[][] each =
                (float[][]) method(WORDS, float[][].class, int[][].class).invoke(words, samples);
        MethodHandle one = method(WORDS, float[].class, int[].class);
        for (int s = 0; s < samples.length; s++) {
            assertThat(each[s]).hasSize(6 * samples[s].length);
            assertThat(each[s]).containsExactly((float[]) one.invoke(words, samples[s]), within(TOLERANCE));
        }
        // Rows are of full length, also after predictions of shorter ones.
        int[] full = random.ints(5 * 9, 0, 50).toArray();
        float[] y = new float[5 * 9 * 6];
        method(WORDS, void.class, int[].class, int.class, float[].class).invoke(words, full, 5, y);
        for (int s = 0; s < 5; s++) {
            float[] expected = (float[]) one.invoke(words, Arrays.copyOfRange(full, 9 * s, 9 * s + 9));
            assertThat(Arrays.copyOfRange(y, 54 * s, 54 * s + 54)).containsExactly(expected, within(TOLERANCE));
        }
    }

    @Test
    void e_whatDoesNotFitIsNamed() {
        MethodHandle rows = method(DENSE, void.class, float[].class, int.class, float[].class);
        MethodHandle each = method(DENSE, float[][].class, float[][].class);
        MethodHandle one = method(DENSE, float[].class, float[].class);
        assertThatThrownBy(() -> rows.invoke(dense, new float[20], 3, new float[9]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x has 7 values a sample, an array of 20 is not enough for n = 3");
        assertThatThrownBy(() -> rows.invoke(dense, new float[21], 3, new float[8]))
                .hasMessage("y has 3 values a sample, an array of 8 is not enough for n = 3");
        assertThatThrownBy(() -> rows.invoke(dense, new float[21], -1, new float[9]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rows.invoke(dense, new float[21], Integer.MAX_VALUE, new float[9]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> each.invoke(dense, new float[][] {new float[7], new float[6]}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x (sample 1) has 7 values a sample, got 6");
        assertThatThrownBy(() -> each.invoke(dense, new float[][] {new float[7], null}))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("x (sample 1) is null");
        assertThatThrownBy(() -> each.invoke(dense, (float[][]) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("x is null");
        assertThatThrownBy(() -> rows.invoke(dense, new float[7], 1, (float[]) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("y is null");
        assertThatThrownBy(() -> one.invoke(dense, (float[]) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("x is null");
        MethodHandle eachWord = method(WORDS, float[][].class, int[][].class);
        assertThatThrownBy(() -> eachWord.invoke(words, new int[][] {new int[10]}))
                .hasMessage("word (sample 0) has 1 … 9 steps a sample, each of 1 value; got 10 values");
        assertThatThrownBy(() -> method(WORDS, float[].class, int[].class).invoke(words, (int[]) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("word is null");
    }

    @Test
    void e_capacityBeyondWhatAnArrayHolds() {
        assertThatThrownBy(() -> dense.newActivations(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "capacity is at most \\d+, because a tensor of this network has \\d+ values a sample, "
                                + "and an array at most 2147483639; got 2147483647");
        assertThatThrownBy(() -> dense.newGradients(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 2147483647");
    }

    @Test
    void e_notFinite() throws Throwable {
        MethodHandle one = method(DENSE, float[].class, float[].class);
        float[] y = (float[]) one.invoke(dense, new float[] {0, 0, Float.NaN, 0, 0, 0, 0});
        assertThat(y).containsOnly(Float.NaN);
        assertThatThrownBy(() -> Model.requireFinite(y))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "value 0 of 3 of the prediction is NaN: the input or the weights are not finite, or a sum of"
                                + " them is too large");
        assertThatThrownBy(() -> Model.requireFinite(new float[] {1, Float.NEGATIVE_INFINITY}))
                .hasMessageStartingWith("value 1 of 2 of the prediction is -Infinity");
        float[] finite = {1, -2};
        assertThat(Model.requireFinite(finite)).isSameAs(finite);
    }

    @Test
    void rowsAllocateNothing() throws Throwable {
        MethodHandle rows = method(DENSE, void.class, float[].class, int.class, float[].class);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] x = new float[700];
        float[] y = new float[300];
        long allocated = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) { // the first calls make the activations, and link the method handle
            long before = threads.getCurrentThreadAllocatedBytes();
            rows.invokeExact(dense, x, 100, y);
            allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(allocated).isZero();
    }

    private static float[][] samples(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[][] samples = new float[n][7];
        for (float[] sample : samples) {
            for (int i = 0; i < 7; i++) {
                sample[i] = (float) random.nextDouble(-1, 1);
            }
        }
        return samples;
    }

    /** The form of {@code predict} with these types, of any model. */
    private static MethodHandle method(Compiled compiled, Class<?> result, Class<?>... parameters) {
        try {
            MethodHandle method =
                    MethodHandles.lookup().unreflect(compiled.type("Model").getMethod("predict", parameters));
            return method.asType(method.type().changeParameterType(0, Model.class));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
