package dev.nervure.training;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Weights;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.kernel.Storage;
import java.util.LinkedHashMap;
import java.util.Map;

/** A running mean of the weights that training changes. It takes turns with them: validation looks at the mean. */
final class WeightAverage {
    private final Map<Parameter, Storage> means = new LinkedHashMap<>();
    private final float decay;

    /** @param decay what a step keeps of the mean */
    WeightAverage(Weights weights, float decay) {
        this.decay = decay;
        for (Parameter parameter : weights) {
            if (parameter.trainable()) {
                means.put(parameter, Internals.storage(parameter).zeros());
            }
        }
        means.forEach((parameter, mean) -> copy(Internals.storage(parameter).chunks(), mean.chunks()));
    }

    /** Lets the mean follow the weights by one step. */
    void follow() {
        means.forEach((parameter, mean) -> {
            float[][] live = Internals.storage(parameter).chunks();
            float[][] average = mean.chunks();
            for (int c = 0; c < live.length; c++) {
                follow(average[c], live[c], 1 - decay);
            }
        });
    }

    private static void follow(float[] mean, float[] live, float fresh) {
        for (int i = 0; i < mean.length; i++) {
            mean[i] += fresh * (live[i] - mean[i]);
        }
    }

    /** Exchanges the mean and the weights. */
    void swap() {
        means.forEach((parameter, mean) -> {
            float[][] live = Internals.storage(parameter).chunks();
            float[][] average = mean.chunks();
            for (int c = 0; c < live.length; c++) {
                float[] weights = live[c].clone();
                System.arraycopy(average[c], 0, live[c], 0, weights.length);
                System.arraycopy(weights, 0, average[c], 0, weights.length);
            }
            Internals.storage(parameter).changed();
        });
    }

    Map<Parameter, Storage> means() {
        return means;
    }

    private static void copy(float[][] from, float[][] to) {
        for (int c = 0; c < from.length; c++) {
            System.arraycopy(from[c], 0, to[c], 0, from[c].length);
        }
    }
}
