package dev.nervure.inspection;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.LayerInfo;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.generated.Layers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What of the arrays of a pass belongs to its samples: all up to its {@code n}, of each sample what its length covers. */
final class ValidValues {
    private final Activations a;
    private final Layers layout;
    private final List<Layers> samples;

    ValidValues(Activations a) {
        this.a = a;
        this.layout = Internals.layers(a);
        this.samples = IntStream.range(0, Internals.samples(a))
                .mapToObj(s -> Internals.hasLengths(a) ? Internals.layers(a, s) : layout)
                .toList();
    }

    int samples() {
        return samples.size();
    }

    /** All tensors, with the shapes that memory is laid out for. */
    List<LayerInfo> layers() {
        return layout.all();
    }

    /** The same with the shapes of one sample. */
    Layers sample(int s) {
        return samples.get(s);
    }

    /** Of all samples, one after the other. */
    float[] of(int layer, float[] values) {
        if (sameForAll(layer, values)) {
            return values.clone();
        }
        float[] all = new float[samples() * layers().get(layer).size()];
        int at = 0;
        for (int s = 0; s < samples(); s++) {
            float[] own = ofSample(layer, s, values);
            System.arraycopy(own, 0, all, at, own.length);
            at += own.length;
        }
        return Arrays.copyOf(all, at);
    }

    /** Of one sample. */
    float[] ofSample(int layer, int s, float[] values) {
        LayerInfo at = layers().get(layer);
        int size = at.size();
        float[] own = Arrays.copyOfRange(values, s * size, (s + 1) * size);
        LayerInfo cut = sample(s).all().get(layer);
        return cut.shape().equals(at.shape()) ? own : Internals.cut(own, sizes(at), sizes(cut));
    }

    private static int[] sizes(LayerInfo layer) {
        return layer.shape().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether a tensor has no axis for the batch. */
    private boolean sameForAll(int layer, float[] values) {
        return a.capacity() > 1 && values.length == layers().get(layer).size();
    }
}
