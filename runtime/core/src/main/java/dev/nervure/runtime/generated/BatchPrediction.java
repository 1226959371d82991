package dev.nervure.runtime.generated;

import dev.nervure.runtime.TensorInfo;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Predictions for many samples of a network with one input and one output: any number of them, through activations for some
 * at a time, which wait for the thread's next call. Arrays of floats and of integers are handled alike, as what {@code
 * System.arraycopy} takes.
 *
 * @param <A> the network's activations
 */
final class BatchPrediction<A extends CompiledActivations> {
    /** Samples at a time: enough for the kernels to run at full speed, few enough to stay in the cache. */
    private static final int MOST = 32;

    private final CompiledModel<A, ?> model;
    private final AtomicReferenceArray<@Nullable A> idle = new AtomicReferenceArray<>(CompiledModel.BORROWED);

    BatchPrediction(CompiledModel<A, ?> model) {
        this.model = model;
    }

    /**
     * The outputs of {@code n} samples from {@code x [n, …input]} to {@code y [n, …output]}, both laid out for the longest
     * sample where an axis is variable. Allocates nothing after the thread's first call.
     *
     * @throws IllegalArgumentException if x or y has no room for so many samples
     */
    void rows(Object x, int n, Object y) {
        TensorInfo input = model.inputs().get(0);
        TensorInfo output = model.outputs().get(0);
        requireRoom(input, x, n);
        requireRoom(output, y, n);
        if (n == 0) {
            return;
        }
        A a = borrow(n);
        a.lengthsToMax();
        int inputSize = input.size();
        int outputSize = output.size();
        for (int done = 0; done < n; ) {
            int part = Math.min(n - done, a.capacity());
            System.arraycopy(x, done * inputSize, Samples.array(a, input), 0, part * inputSize);
            model.forward(a, part);
            System.arraycopy(Samples.array(a, output), 0, y, done * outputSize, part * outputSize);
            done += part;
        }
        giveBack(a);
    }

    private static void requireRoom(TensorInfo tensor, Object values, int n) {
        int length = CompiledModel.length(values, tensor.name());
        if (n < 0 || (long) n * tensor.size() > length) {
            throw new IllegalArgumentException(tensor.name() + " has " + tensor.size()
                    + " values a sample, an array of " + length + " is not enough for n = " + n);
        }
    }

    /** The outputs of all samples of x, each as long as it is, to as many fresh arrays in y. */
    void each(Object[] x, Object[] y) {
        TensorInfo input = model.inputs().get(0);
        TensorInfo output = model.outputs().get(0);
        for (int s = 0; s < x.length; s++) {
            Samples.check(x[s], input, input.name() + " (sample " + s + ")");
        }
        if (x.length == 0) {
            return;
        }
        A a = borrow(x.length);
        a.lengthsToMax();
        for (int done = 0; done < x.length; ) {
            int part = Math.min(x.length - done, a.capacity());
            for (int s = 0; s < part; s++) {
                Samples.write(x[done + s], input, a, s);
            }
            model.forward(a, part);
            for (int s = 0; s < part; s++) {
                y[done + s] = Samples.read(output, a, s);
            }
            done += part;
        }
        giveBack(a);
    }

    private A borrow(int samples) {
        A own = idle.getAndSet(CompiledModel.slot(), null);
        int capacity = capacity(samples);
        return own != null && own.capacity() >= capacity ? own : model.newInferenceActivations(capacity);
    }

    /** Powers of two, so that batches of different sizes do not have activations made for each. */
    private static int capacity(int samples) {
        int capacity = 1;
        while (capacity < samples && capacity < MOST) {
            capacity *= 2;
        }
        return capacity;
    }

    private void giveBack(A a) {
        idle.set(CompiledModel.slot(), a);
    }
}
