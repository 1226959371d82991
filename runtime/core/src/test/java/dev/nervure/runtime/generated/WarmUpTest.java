package dev.nervure.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.TensorInfo;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void runsOneSampleAndAFewOftenAndInTurns() {
        Map<Integer, Integer> passes = new HashMap<>();
        TwoLayerModel model = TwoLayerModel.create(1);
        model.hook = a -> passes.merge(a.capacity(), 1, Integer::sum);
        model.warmUp();
        assertThat(passes).containsOnlyKeys(1, 8);
        assertThat(passes.get(1)).isEqualTo(passes.get(8)).isGreaterThan(1);
    }

    @Test
    void weightsAndResultsStayAsTheyAre() {
        TwoLayerModel warm = TwoLayerModel.create(1);
        TwoLayerModel cold = TwoLayerModel.create(1);
        TwoLayerModel.A a = warm.newActivations(2);
        Arrays.fill(a.floats("x"), 0.5f);
        warm.forward(a, 2);
        float[] before = a.floats("logits").clone();

        warm.warmUp();

        for (Parameter parameter : cold.weights()) {
            assertThat(warm.weights().get(parameter.name()).values()).isEqualTo(parameter.values());
        }
        assertThat(a.floats("logits")).isEqualTo(before);
        warm.forward(a, 2);
        assertThat(a.floats("logits")).isEqualTo(before);
    }

    @Test
    void integersStayBelowTheirLimit() {
        int[] words = new int[100];
        Arrays.fill(words, -1);
        WarmUp.run(reader(new TensorInfo("words", true, new int[] {100}, "", 10), words));
        assertThat(words).containsOnly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void integersWithoutALimitAreZero() {
        int[] numbers = new int[100];
        Arrays.fill(numbers, -1);
        WarmUp.run(reader(new TensorInfo("numbers", true, 100), numbers));
        assertThat(numbers).containsOnly(0);
    }

    /** A model that reads {@code values}, and computes nothing. */
    private static Model reader(TensorInfo input, int[] values) {
        Activations activations = proxy(Activations.class, Map.of("ints", values));
        return proxy(Model.class, Map.of("inputs", List.of(input), "newInferenceActivations", activations));
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> results) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> results.get(method.getName())));
    }
}
