package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;
import dev.nervure.runtime.generated.Steps;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Samples of different length: the arrays of a data set say how long each is. */
class SampleLengthsTest {
    private static final TensorInfo WORDS = new TensorInfo("words", true, new int[] {5}, "T", 10);
    private static final TensorInfo SIGNALS = new TensorInfo("signals", false, new int[] {5, 2}, "T", 0);

    private static final Model MODEL = (Model) Proxy.newProxyInstance(
            SampleLengthsTest.class.getClassLoader(),
            new Class<?>[] {Model.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "name" -> "Steps";
                case "inputs" -> List.of(WORDS);
                case "targets" -> List.of(SIGNALS);
                default -> throw new UnsupportedOperationException(method.getName());
            });

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
                Sample.named().ints("words", new int[0]).floats("signals", new float[0]),
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
    void metrics_count_what_the_samples_have() {
        Steps a = new Steps();
        a.lengths("T")[0] = 1;
        java.util.Arrays.fill(a.signals, 2, 10, Float.NaN);
        Metric.Meter meter = Metric.meanAbsoluteError("signals", "signals").meter((Model) Proxy.newProxyInstance(
                SampleLengthsTest.class.getClassLoader(),
                new Class<?>[] {Model.class},
                (proxy, method, arguments) -> List.of(SIGNALS)));
        double[] sums = new double[meter.sums()];
        meter.add(a, 2, sums);
        assertThat(sums).containsExactly(0, 12);
    }
}
