package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.LayerInfo;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.generated.Internals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes the mean and variance of what {@code Standardize} layers read. With mean 0 and variance 1 such a layer gives what
 * it reads, so these are set first; the layers before it have their statistics by then.
 */
final class Adaptation {
    private final LayerInfo layer;
    private final int number; // among the layers
    private final Parameter mean;
    private final Parameter variance;
    private final double[] first; // value of each feature; sums are of the distances from it, which cancel less
    private final double[] sums;
    private final double[] squares;
    private long count; // values of each feature

    private Adaptation(Model model, LayerInfo layer, int number) {
        this.layer = layer;
        this.number = number;
        this.mean = parameter(model, layer, ".mean");
        this.variance = parameter(model, layer, ".variance");
        this.first = new double[layer.units()];
        this.sums = new double[layer.units()];
        this.squares = new double[layer.units()];
    }

    /** Takes the statistics of the layers that have none yet. */
    static void ofNew(Model model, Dataset data) {
        of(model).stream().filter(Adaptation::isNew).forEach(layer -> layer.adapt(model, data));
    }

    /** Takes the statistics of all such layers. */
    static void ofAll(Model model, Dataset data) {
        of(model).forEach(layer -> layer.adapt(model, data));
    }

    private static List<Adaptation> of(Model model) {
        List<LayerInfo> layers = Internals.layers(model.newActivations(1)).all();
        return IntStream.range(0, layers.size())
                .filter(i -> layers.get(i).kind().equals("Standardize"))
                .mapToObj(i -> new Adaptation(model, layers.get(i), i))
                .toList();
    }

    private static Parameter parameter(Model model, LayerInfo layer, String suffix) {
        return layer.parameters().stream()
                .filter(name -> name.endsWith(suffix))
                .map(model.weights()::get)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(layer + " has no parameter " + suffix));
    }

    private boolean isNew() {
        return allAre(0, mean) && allAre(1, variance);
    }

    private static boolean allAre(float value, Parameter parameter) {
        for (float v : parameter.values()) {
            if (v != value) {
                return false;
            }
        }
        return true;
    }

    private void adapt(Model model, Dataset data) {
        float[] meanBefore = mean.values();
        float[] varianceBefore = variance.values();
        float[] ones = new float[first.length];
        Arrays.fill(ones, 1f);
        mean.set(new float[first.length]);
        variance.set(ones);
        try {
            data.forEachPass(model, this::add);
            finish();
        } catch (RuntimeException | Error e) {
            mean.set(meanBefore);
            variance.set(varianceBefore);
            throw e;
        }
    }

    private void add(Activations a) {
        float[] values = a.floats(layer.tensor());
        int size = layer.size();
        int samples = Internals.samples(a);
        if (values.length == size && a.capacity() > 1) {
            samples = Math.min(samples, 1); // the same for every sample
        }
        for (int s = 0; s < samples; s++) {
            float[] sample = Arrays.copyOfRange(values, s * size, (s + 1) * size);
            if (Internals.hasLengths(a)) {
                sample = Internals.cut(
                        sample, sizes(layer), sizes(Internals.layers(a, s).all().get(number)));
            }
            add(sample);
        }
    }

    private static int[] sizes(LayerInfo layer) {
        return layer.shape().stream().mapToInt(Integer::intValue).toArray();
    }

    private void add(float[] sample) {
        int features = first.length;
        int each = sample.length / features;
        for (int i = 0; i < sample.length; i++) {
            int f = layer.channelsFirst() ? i / each : i % features;
            if (count == 0 && (layer.channelsFirst() ? i % each == 0 : i < features)) {
                first[f] = sample[i];
            }
            double distance = sample[i] - first[f];
            sums[f] += distance;
            squares[f] += distance * distance;
        }
        count += each;
    }

    private void finish() {
        float[] means = new float[first.length];
        float[] variances = new float[first.length];
        List<Integer> broken = new ArrayList<>();
        for (int f = 0; f < means.length; f++) {
            double shift = sums[f] / count;
            means[f] = (float) (first[f] + shift);
            double variance = squares[f] / count - shift * shift;
            // As scikit-learn: of a feature that never varied, a prediction with another value must not explode.
            variances[f] = squares[f] == 0 ? 1 : (float) Math.max(0, variance);
            if (!Float.isFinite(means[f]) || !Float.isFinite(variances[f])) {
                broken.add(f);
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("'" + layer.tensor() + "' has nothing to take statistics from: the "
                    + "stream of samples is empty");
        }
        if (!broken.isEmpty()) {
            throw new IllegalArgumentException("what '" + layer.tensor() + "' reads is not finite or too large, in "
                    + "feature " + broken.get(0) + ": correct or leave out such samples");
        }
        mean.set(means);
        variance.set(variances);
    }
}
