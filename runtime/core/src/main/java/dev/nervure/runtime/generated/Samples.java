package dev.nervure.runtime.generated;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.LayerInfo;
import dev.nervure.runtime.TensorInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Single samples in the activations of a batch. Arrays of floats and of integers are handled alike, as what {@code
 * System.arraycopy} takes.
 */
public final class Samples {
    private Samples() {}

    /**
     * Checks that an array is a sample of an input.
     *
     * @param sample a {@code float[]} or an {@code int[]}
     * @param name what the message calls it
     * @throws IllegalArgumentException if it has the wrong number of values
     * @throws NullPointerException if it is null
     */
    public static void check(@Nullable Object sample, TensorInfo input, String name) {
        int length = CompiledModel.length(sample, name);
        if (input.variable().isEmpty()) {
            CompiledModel.requireSize(length, input.size(), name);
        } else {
            CompiledModel.steps(length, input.step(), input.size() / input.step(), name);
        }
    }

    /** Writes a checked sample, and how long it is. */
    public static void write(Object sample, TensorInfo input, Activations a, int s) {
        int length = CompiledModel.length(sample, input.name());
        System.arraycopy(sample, 0, array(a, input), s * input.size(), length);
        if (!input.variable().isEmpty()) {
            a.lengths(input.variable())[s] = length / input.step();
        }
    }

    /** A copy of an output of one sample, as long as the sample is: a {@code float[]} or an {@code int[]}. */
    public static Object read(TensorInfo output, Activations a, int s) {
        int from = s * output.size();
        int to = from + output.size();
        CompiledActivations own = (CompiledActivations) a;
        if (output.integers()) {
            int[] values = Arrays.copyOfRange(a.ints(output.name()), from, to);
            return own.hasLengths() ? CompiledModel.cut(values, output.shape(), shape(own, s, output.name())) : values;
        }
        float[] values = Arrays.copyOfRange(a.floats(output.name()), from, to);
        return own.hasLengths() ? CompiledModel.cut(values, output.shape(), shape(own, s, output.name())) : values;
    }

    static Object array(Activations a, TensorInfo tensor) {
        return tensor.integers() ? a.ints(tensor.name()) : a.floats(tensor.name());
    }

    /** The sizes of a tensor of one sample. */
    private static int[] shape(CompiledActivations a, int s, String tensor) {
        for (LayerInfo layer : Layers.of(a, s).all()) {
            if (layer.tensor().equals(tensor)) {
                return layer.shape().stream().mapToInt(Integer::intValue).toArray();
            }
        }
        throw new IllegalStateException(tensor);
    }
}
