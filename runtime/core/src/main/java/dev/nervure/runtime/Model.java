package dev.nervure.runtime;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * A network compiled to Java, with its weights. The generated class {@code <Declaration>Model} adds typed forms of the
 * methods below and a {@code predict} of the network's own signature.
 *
 * <p>Infinite values and NaN in inputs and weights pass through as arithmetic says; {@link #requireFinite} checks.
 *
 * <p>Weights are shared: any number of threads may run passes of one model at once, each with activations of its own,
 * as long as no thread changes the weights.
 */
public interface Model {
    /** The declaration's simple name. */
    String name();

    /** The parameters, in the order in which the network reads them. */
    Weights weights();

    /** What the network reads, in declaration order. */
    List<TensorInfo> inputs();

    /** What the losses compare with; {@code targets} with the short form of a loss; empty without a loss. */
    List<TensorInfo> targets();

    /** What the network computes for its users. */
    List<TensorInfo> outputs();

    /** Activations that keep every tensor of a call, for up to {@code capacity} samples: for looking. */
    Activations newActivations(int capacity);

    /** Activations that keep what backward reads; the accessors of other tensors say that they are not kept. */
    Activations newTrainingActivations(int capacity);

    /** Activations that share memory wherever they can; only inputs and outputs can be read. */
    Activations newInferenceActivations(int capacity);

    /** Gradients of every parameter and every tensor. */
    Gradients newGradients(int capacity);

    /** Gradients of the parameters; those of tensors share memory and cannot be read. */
    Gradients newTrainingGradients(int capacity);

    /**
     * Evaluates the network for the first {@code n} samples of {@code a}: no dropout, running statistics.
     *
     * @throws IllegalArgumentException if {@code n} is not in 1 … capacity, or {@code a} belongs to another network
     */
    void forward(Activations a, int n);

    /** The same as part of training: dropout from (seed, sample), statistics of the batch. */
    void forward(Activations a, int n, TrainingPass pass);

    /**
     * The loss of the forward pass that ran last on {@code a}: the mean over its {@code n} samples, without gradients.
     *
     * @throws IllegalStateException if the network has no loss, or no forward pass of {@code n} samples ran
     */
    float loss(Activations a, int n);

    /**
     * The loss and all its gradients at the point of the forward pass that ran last on {@code a}; overwrites {@code g}.
     * A network without a loss starts from what the caller wrote to the gradients of its outputs, and returns 0.
     *
     * @return the mean loss over the {@code n} samples
     * @throws IllegalStateException if no forward pass of {@code n} samples ran on {@code a}, or {@code a} keeps nothing
     *     for backward
     */
    float backward(Activations a, Gradients g, int n);

    /** The chain rule from what the caller wrote to the gradients of the outputs, where the network has a loss too. */
    void backwardFrom(Activations a, Gradients g, int n);

    /**
     * Has HotSpot compile the forward pass before the first request waits for it, which otherwise runs in the interpreter,
     * up to ten thousand times as slow. Runs the pass for one sample and for 8 in turns, on random inputs and in activations
     * of its own: 20,000 times, or as often as one and a half seconds allow. Weights and results stay as they are.
     */
    void warmUp();

    /**
     * Writes all parameters as safetensors: the whole file or nothing.
     *
     * @throws WeightsFileException if the file cannot be written; what was there before is still there
     */
    void save(Path file);

    /**
     * Writes all parameters as safetensors to a stream, which stays open.
     *
     * @throws WeightsFileException if the stream does not take them
     */
    void save(OutputStream out);

    /**
     * Reads all parameters from safetensors: all of them, or the weights stay as they are.
     *
     * @throws WeightsFileException if the file is damaged, its tensors do not match the parameters, or a network that
     *     computes something else has saved it
     */
    default void restore(Path file) {
        restore(file, Load.strict());
    }

    /** The same from a stream, which is read to the end of the file in it and stays open. */
    default void restore(InputStream in) {
        restore(in, Load.strict());
    }

    /** The same from what remains of a buffer, whose position stays as it is. */
    default void restore(ByteBuffer bytes) {
        restore(bytes, Load.strict());
    }

    /**
     * Reads parameters from safetensors as {@code load} says, or leaves the weights as they are.
     *
     * @throws WeightsFileException if the file is damaged, or does not fit
     */
    Load.Match restore(Path file, Load load);

    /** The same from a stream, which is read to the end of the file in it and stays open. */
    Load.Match restore(InputStream in, Load load);

    /** The same from what remains of a buffer, whose position stays as it is. */
    Load.Match restore(ByteBuffer bytes, Load load);

    /**
     * Returns a prediction if all its values are finite. No prediction checks that by itself.
     *
     * @throws ArithmeticException naming the first value that is infinite or NaN
     */
    static float[] requireFinite(float[] prediction) {
        for (int i = 0; i < prediction.length; i++) {
            if (!Float.isFinite(prediction[i])) {
                throw new ArithmeticException("value " + i + " of " + prediction.length + " of the prediction is "
                        + prediction[i] + ": the input or the weights are not finite, or a sum of them is too large");
            }
        }
        return prediction;
    }

    /** A model of the same network with weights of its own. */
    Model copy();
}
