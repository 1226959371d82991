package dev.nervure.runtime;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

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
    /**
     * The declaration's simple name.
     *
     * @return the name, such as {@code Digits}
     */
    String name();

    /**
     * The parameters, live and shared by all threads.
     *
     * @return the parameters, in the order in which the network reads them
     */
    Weights weights();

    /**
     * The inputs of the network.
     *
     * @return their descriptions, in declaration order
     */
    List<TensorInfo> inputs();

    /**
     * The targets that the losses compare predictions with.
     *
     * @return their descriptions; one named {@code targets} with the short form of a loss; empty without a loss
     */
    List<TensorInfo> targets();

    /**
     * The outputs of the network.
     *
     * @return their descriptions
     */
    List<TensorInfo> outputs();

    /**
     * The layers as a table: what each computes, the shape of its result without the batch, the number of its parameters;
     * then the number of all parameters, and of those that training changes. A parameter that several layers share counts
     * for the first. Along a variable axis the size is the greatest. For people to read; its form may change.
     *
     * @return lines of text
     */
    String summary();

    /**
     * A stream, which takes the places of the variable axis as they come.
     *
     * @return a new stream, at its first place
     * @throws UnsupportedOperationException if the network is declared without {@code stream = true}
     */
    default Stream newStream() {
        throw new UnsupportedOperationException(name() + " is declared without stream = true");
    }

    /**
     * The names of the classes that the output tells apart, as the declaration gives them.
     *
     * @return the names, in the order of the classes; none where the declaration gives none
     */
    default List<String> classes() {
        return List.of();
    }

    /**
     * Activations that keep every tensor of a pass, for inspection.
     *
     * @param capacity the most samples of one pass
     * @return new activations, for one thread
     * @throws IllegalArgumentException if {@code capacity} is less than 1, or an array would be too long
     */
    Activations newActivations(int capacity);

    /**
     * Activations that keep what the backward pass reads. Other tensors cannot be read; their accessors say so.
     *
     * @param capacity the most samples of one pass
     * @return new activations, for one thread
     * @throws IllegalArgumentException if {@code capacity} is less than 1, or an array would be too long
     */
    Activations newTrainingActivations(int capacity);

    /**
     * Activations whose tensors share memory wherever they can. Only inputs and outputs can be read.
     *
     * @param capacity the most samples of one pass
     * @return new activations, for one thread
     * @throws IllegalArgumentException if {@code capacity} is less than 1, or an array would be too long
     */
    Activations newInferenceActivations(int capacity);

    /**
     * Gradients of every parameter and every tensor, for inspection.
     *
     * @param capacity the most samples of one pass, at least 1
     * @return new gradients, for one thread
     * @throws IllegalArgumentException if an array would be too long
     */
    Gradients newGradients(int capacity);

    /**
     * Gradients of the parameters. The gradients of tensors share memory and cannot be read.
     *
     * @param capacity the most samples of one pass, at least 1
     * @return new gradients, for one thread
     * @throws IllegalArgumentException if an array would be too long
     */
    Gradients newTrainingGradients(int capacity);

    /**
     * Evaluates the network for inference: without dropout, with the running statistics of batch norms.
     *
     * @param a holds the inputs {@code [n, …shape]} before the call, and the outputs after it
     * @param n the number of samples: the first {@code n} of {@code a}
     * @throws IllegalArgumentException if {@code n} is not in 1 … capacity, the length of a sample is not in 1 …
     *     maximum, or {@code a} belongs to another network
     */
    void forward(Activations a, int n);

    /**
     * Evaluates the network as part of training: with dropout, and with the statistics of this batch in batch norms.
     *
     * @param a holds the inputs {@code [n, …shape]} before the call, and the outputs after it
     * @param n the number of samples: the first {@code n} of {@code a}
     * @param pass decides which units dropout drops
     * @throws IllegalArgumentException if {@code n} is not in 1 … capacity, the length of a sample is not in 1 …
     *     maximum, or {@code a} belongs to another network
     */
    void forward(Activations a, int n, TrainingPass pass);

    /**
     * The loss of the forward pass that ran last on {@code a}, without gradients. The targets must be in {@code a}.
     *
     * @param a the activations of the pass
     * @param n the number of its samples
     * @return the mean loss over the {@code n} samples
     * @throws IllegalStateException if the network has no loss, or no forward pass of {@code n} samples ran
     */
    float loss(Activations a, int n);

    /**
     * The loss and all its gradients at the point of the forward pass that ran last on {@code a}. A network without a
     * loss starts from what the caller wrote to the gradients of its outputs, and returns 0.
     *
     * @param a the activations of the pass, with the targets
     * @param g where the gradients are written; the former ones are lost
     * @param n the number of samples of the pass
     * @return the mean loss over the {@code n} samples
     * @throws IllegalStateException if no forward pass of {@code n} samples ran on {@code a}, or {@code a} keeps
     *     nothing for backward
     */
    float backward(Activations a, Gradients g, int n);

    /**
     * The same as {@link #backward(Activations, Gradients, int)}, where the gradients of the parameters may be added to
     * those that {@code g} holds: of several passes one step is made. The first call that adds allocates memory for them.
     *
     * @param a the activations of the pass, with the targets
     * @param g where the gradients are written; those of tensors are always those of this pass
     * @param n the number of samples of the pass
     * @param add whether the gradients of the parameters are added; false overwrites them
     * @return the mean loss over the {@code n} samples of this pass
     * @throws IllegalStateException as {@link #backward(Activations, Gradients, int)}
     */
    float backward(Activations a, Gradients g, int n, boolean add);

    /**
     * Gradients by the chain rule, from what the caller wrote to the gradients of the outputs. The network's own loss,
     * if it has one, plays no part.
     *
     * @param a the activations of the forward pass that ran last
     * @param g holds the gradients of the outputs before the call, and all gradients after it
     * @param n the number of samples of the pass
     * @throws IllegalStateException if no forward pass of {@code n} samples ran on {@code a}, or {@code a} keeps
     *     nothing for backward
     */
    void backwardFrom(Activations a, Gradients g, int n);

    /**
     * The same as {@link #backwardFrom(Activations, Gradients, int)}, where the gradients of the parameters may be added
     * to those that {@code g} holds.
     *
     * @param a the activations of the forward pass that ran last
     * @param g holds the gradients of the outputs before the call, and all gradients after it
     * @param n the number of samples of the pass
     * @param add whether the gradients of the parameters are added; false overwrites them
     * @throws IllegalStateException as {@link #backwardFrom(Activations, Gradients, int)}
     */
    void backwardFrom(Activations a, Gradients g, int n, boolean add);

    /**
     * Forward passes on several threads: batches by their samples, one large sample by the rows of its products and the
     * heads of its attentions, with the same bits for any number of threads. Without it a pass stays on the thread that
     * calls it.
     *
     * @param capacity the most samples of a pass
     * @param threads the number of threads of a pass, of which the calling thread is one
     * @param executor has threads free for the others
     * @return an object for one thread, with activations of its own
     * @throws IllegalArgumentException if {@code threads} or {@code capacity} is less than 1
     */
    default DataParallel parallel(int capacity, int threads, Executor executor) {
        return DataParallel.of(this, capacity, threads, executor);
    }

    /**
     * Has HotSpot compile the forward pass before the first request. Otherwise the first requests run in the
     * interpreter, up to ten thousand times as slow. The pass runs for one sample and for 8 in turns, on random inputs
     * and in activations of its own: 20,000 times, or as often as one and a half seconds allow. Weights and results
     * stay as they are.
     */
    void warmUp();

    /**
     * Writes all parameters as safetensors: the whole file or nothing.
     *
     * @param file the file to write or to replace
     * @throws WeightsFileException if the file cannot be written; a file that was there before is unchanged
     */
    void save(Path file);

    /**
     * Writes all parameters as safetensors to a stream, which stays open.
     *
     * @param out where the bytes go
     * @throws WeightsFileException if writing fails
     */
    void save(OutputStream out);

    /**
     * Writes the network with its weights as an ONNX file, which other tools run: the whole file or nothing. The graph
     * is that of an evaluation, from the inputs to the outputs, at opset 17; targets, losses and dropout are left out.
     * Tensors have the names of the declaration, parameters their own and PyTorch's layouts. The first axis of inputs
     * and outputs is the free axis {@code n}, and a variable axis is free under the name of its symbol; all samples of
     * one call are of equal length there. Integers are {@code INT64}.
     *
     * @param file the file to write or to replace
     * @throws WeightsFileException if the file cannot be written, or is over 2,147,483,647 bytes; a file that was there
     *     before is unchanged
     * @throws IllegalStateException if the graph, a resource beside the generated class, is not there
     * @throws UnsupportedOperationException if an output is a derivative of the network that ONNX has no nodes for
     */
    void saveOnnx(Path file);

    /**
     * Writes the network with its weights as an ONNX file to a stream, which stays open.
     *
     * @param out where the bytes go
     * @throws WeightsFileException if writing fails, or the file is over 2,147,483,647 bytes
     * @throws IllegalStateException as {@link #saveOnnx(Path)}
     * @throws UnsupportedOperationException as {@link #saveOnnx(Path)}
     */
    void saveOnnx(OutputStream out);

    /**
     * Reads all parameters from a safetensors file, or leaves the weights as they are.
     *
     * @param file the file to read
     * @throws WeightsFileException if the file is damaged, its tensors do not match the parameters, or a network that
     *     computes something else has saved it
     */
    default void restore(Path file) {
        restore(file, Load.strict());
    }

    /**
     * Reads all parameters from a stream of safetensors, or leaves the weights as they are. The stream is read to the
     * end of the file in it, and stays open.
     *
     * @param in the stream, at the first byte of the file
     * @throws WeightsFileException as {@link #restore(Path)}
     */
    default void restore(InputStream in) {
        restore(in, Load.strict());
    }

    /**
     * Reads all parameters from a buffer of safetensors, or leaves the weights as they are.
     *
     * @param bytes a whole file, from the buffer's position to its limit; the position stays as it is
     * @throws WeightsFileException as {@link #restore(Path)}
     */
    default void restore(ByteBuffer bytes) {
        restore(bytes, Load.strict());
    }

    /**
     * Reads parameters from a safetensors file as {@code load} says, or leaves the weights as they are.
     *
     * @param file the file to read
     * @param load what may be missing or left over, and how tensors are renamed
     * @return what was read, what was missing, and what was left over
     * @throws WeightsFileException if the file is damaged or does not fit
     */
    Load.Match restore(Path file, Load load);

    /**
     * Reads parameters from a stream of safetensors as {@code load} says, or leaves the weights as they are. The stream
     * is read to the end of the file in it, and stays open.
     *
     * @param in the stream, at the first byte of the file
     * @param load what may be missing or left over, and how tensors are renamed
     * @return what was read, what was missing, and what was left over
     * @throws WeightsFileException if the file is damaged or does not fit
     */
    Load.Match restore(InputStream in, Load load);

    /**
     * Reads parameters from a buffer of safetensors as {@code load} says, or leaves the weights as they are.
     *
     * @param bytes a whole file, from the buffer's position to its limit; the position stays as it is
     * @param load what may be missing or left over, and how tensors are renamed
     * @return what was read, what was missing, and what was left over
     * @throws WeightsFileException if the file is damaged or does not fit
     */
    Load.Match restore(ByteBuffer bytes, Load load);

    /**
     * Checks that all values of a prediction are finite. Predictions do not check this themselves.
     *
     * @param prediction the values to check
     * @return the same array
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

    /**
     * A second model of the same network.
     *
     * @return a model with a copy of the weights; changes to one do not change the other
     */
    Model copy();

    /**
     * A second model of the same network that holds weights in fewer bits, for inference: the same generated code, smaller
     * and with vectors often faster. Held so are matrices of 1,024 weights and more that a kernel of the runtime reads, and tables. Biases,
     * norms, statistics, and the weights that generated code reads itself, which are those of small layers, stay 32-bit
     * floats; {@link Parameter#form} says what became of each.
     *
     * <p>The new model cannot be trained: training passes, gradients and backward passes throw an {@code
     * IllegalStateException}. {@code withPrecision(Precision.FLOAT32)} makes a model of it that can.
     *
     * @param precision how weights are held
     * @param names parameters' names, where {@code *} stands for anything; none for all. Other parameters stay as they are
     * @return a new model; changes to one do not change the other
     * @throws java.util.NoSuchElementException if no parameter matches one of the names
     */
    default Model withPrecision(Precision precision, String... names) {
        return withPrecision(PrecisionOptions.of(precision).named(names));
    }

    /**
     * The same with options.
     *
     * @param options which parameters are held in fewer bits, and how they are rounded
     * @return a new model; changes to one do not change the other
     * @throws java.util.NoSuchElementException if no parameter matches one of the names
     */
    Model withPrecision(PrecisionOptions options);
}
