package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Samples of different length: what says it, and what is wrong with it. */
class LengthsTest {
    private static final TensorInfo WORDS = new TensorInfo("words", true, new int[] {5}, "T", 10);
    private static final TensorInfo SIGNALS = new TensorInfo("signals", false, new int[] {5, 2}, "T", 0);

    /** Activations as the processor writes them for {@code words [T], signals [T, 2]}, T at most 5. */
    private static final class Steps extends CompiledActivations {
        private final int[] words = newInts(5);
        private final float[] signals = newFloats(10);
        private final int[] lengthsOfT = newLengths("T", 5);

        Steps() {
            super(Keep.EVERYTHING, 3);
        }

        @Override
        protected void describe(Layers layers) {
            layers.ints("words", "Input", layers.length("T", 5));
            layers.add("signals", "Target", "", new int[] {layers.length("T", 5), 2});
        }

        @Override
        public float[] floats(String tensor) {
            return signals;
        }

        @Override
        public int[] ints(String tensor) {
            return words;
        }
    }

    private static final Model MODEL = (Model) Proxy.newProxyInstance(
            LengthsTest.class.getClassLoader(),
            new Class<?>[] {Model.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "name" -> "Steps";
                case "inputs" -> List.of(WORDS);
                case "targets" -> List.of(SIGNALS);
                default -> throw new UnsupportedOperationException(method.getName());
            });

    @Test
    void who_sets_no_length_gets_the_maximum() {
        assertThat(new Steps().lengths("T")).containsExactly(5, 5, 5);
    }

    @Test
    void lengths_are_live() {
        Steps a = new Steps();
        a.lengths("T")[1] = 2;
        assertThat(a.lengthsOfT[1]).isEqualTo(2);
    }

    @Test
    void an_unknown_symbol_is_named() {
        assertThatThrownBy(() -> new Steps().lengths("U"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no symbol 'U'; there are [T]");
    }

    @Test
    void a_length_out_of_range_is_found_before_the_pass_runs() {
        Steps a = new Steps();
        a.lengths("T")[2] = 6;
        a.begin(2, null); // the third sample is not in this pass
        assertThatThrownBy(() -> a.begin(3, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the length of T must be in 1 … 5, got 6 of sample 2");
        a.lengths("T")[0] = 0;
        assertThatThrownBy(() -> a.begin(1, null)).hasMessage("the length of T must be in 1 … 5, got 0 of sample 0");
    }

    @Test
    void arrays_say_how_long_a_sample_is() {
        Steps a = new Steps();
        Binding binding = new Binding(MODEL);
        Binding.Slots slots = binding.slots(a);
        binding.copy(Sample.named().ints("words", 7, 8, 9).floats("signals", 1, 2, 3, 4, 5, 6), slots, 1);
        assertThat(a.lengthsOfT).containsExactly(5, 3, 5);
        assertThat(a.words).containsExactly(0, 0, 0, 0, 0, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0);
        assertThat(a.signals).startsWith(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 0);
        assertThat(WORDS.size(a, 1)).isEqualTo(3);
        assertThat(SIGNALS.size(a, 1)).isEqualTo(6);
        assertThat(SIGNALS.size(a, 0)).isEqualTo(10);
    }

    @Test
    void arrays_must_hold_whole_steps_and_agree() {
        rejected(
                Sample.named().ints("words").floats("signals"),
                "sample 4: input 'words' of Steps has 1 … 5 steps, each of 1 value, got 0 values");
        rejected(
                Sample.named().ints("words", 1, 2, 3, 4, 5, 6).floats("signals", 1, 2),
                "sample 4: input 'words' of Steps has 1 … 5 steps, each of 1 value, got 6 values");
        rejected(
                Sample.named().ints("words", 1).floats("signals", 1),
                "sample 4: target 'signals' of Steps has 1 … 5 steps, each of 2 values, got 1 value");
        rejected(
                Sample.named().ints("words", 1, 2).floats("signals", 1, 2),
                "sample 4: target 'signals' of Steps has 1 steps, but input 'words' has 2, and both are as long as T");
    }

    private static void rejected(Sample sample, String message) {
        assertThatThrownBy(() -> new Binding(MODEL).check(sample, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void a_prediction_has_whole_steps_and_is_cut_to_them() {
        assertThat(CompiledModel.steps(6, 2, 5, "signals")).isEqualTo(3);
        for (int wrong : new int[] {0, 3, 12}) {
            assertThatThrownBy(() -> CompiledModel.steps(wrong, 2, 5, "signals"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("signals has 1 … 5 steps a sample, each of 2 values; got " + wrong + " values");
        }
        float[] laidOut = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        assertThat(CompiledModel.cut(laidOut, new int[] {2, 3, 2}, 2, 2, 2)).containsExactly(0, 1, 2, 3, 6, 7, 8, 9);
        assertThat(CompiledModel.cut(laidOut, new int[] {4, 3}, 2, 3)).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void metrics_count_what_the_samples_have() {
        Steps a = new Steps();
        a.lengths("T")[0] = 1;
        java.util.Arrays.fill(a.signals, 2, 10, Float.NaN);
        Metric.Meter meter = Metric.meanAbsoluteError("signals", "signals").meter((Model) Proxy.newProxyInstance(
                LengthsTest.class.getClassLoader(),
                new Class<?>[] {Model.class},
                (proxy, method, arguments) -> List.of(SIGNALS)));
        double[] sums = new double[meter.sums()];
        meter.add(a, 2, sums);
        assertThat(sums).containsExactly(0, 12);
    }
}
