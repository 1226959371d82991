package dev.nervure.training;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.generated.SplitMix;
import dev.nervure.runtime.generated.TwoLayerModel;
import java.util.ArrayList;
import java.util.List;

/** Samples that {@link TwoLayerModel} can learn: the class is where the first three values are largest. */
final class Samples {
    private Samples() {}

    static List<Sample> make(int count, long seed) {
        SplitMix random = new SplitMix(seed);
        List<Sample> samples = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            float[] x = new float[TwoLayerModel.IN];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.nextGaussian();
            }
            int largest = x[0] > x[1] ? 0 : 1;
            samples.add(Sample.of(x, x[largest] > x[2] ? largest : 2));
        }
        return samples;
    }

    static Dataset dataset(int count, long seed) {
        return Dataset.of(make(count, seed));
    }

    /** All weights, one after another. */
    static float[] weights(Model model) {
        List<float[]> all = new ArrayList<>();
        model.weights().forEach(parameter -> all.add(parameter.values()));
        float[] joined = new float[all.stream().mapToInt(a -> a.length).sum()];
        int at = 0;
        for (float[] values : all) {
            System.arraycopy(values, 0, joined, at, values.length);
            at += values.length;
        }
        return joined;
    }
}
