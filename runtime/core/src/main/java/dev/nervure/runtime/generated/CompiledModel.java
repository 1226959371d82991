package dev.nervure.runtime.generated;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Load;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.OnnxWriter;
import dev.nervure.runtime.Precision;
import dev.nervure.runtime.PrecisionOptions;
import dev.nervure.runtime.TensorInfo;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.runtime.Weights;
import dev.nervure.runtime.kernel.softmax.TargetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What all generated {@code …Model} share: checks before each pass, files, and the activations that {@code predict}
 * borrows.
 *
 * @param <A> the network's activations
 * @param <G> the network's gradients
 */
public abstract class CompiledModel<A extends CompiledActivations, G extends CompiledGradients> implements Model {
    static final int BORROWED = 16; // a power of two: threads that predict at once without allocating

    private final CompiledWeights weights;
    private final Class<A> activationsType;
    private final Class<G> gradientsType;
    private final AtomicReferenceArray<@Nullable A> idle = new AtomicReferenceArray<>(BORROWED);
    private final BatchPrediction<A> batches = new BatchPrediction<>(this);

    protected CompiledModel(CompiledWeights weights, Class<A> activationsType, Class<G> gradientsType) {
        this.weights = weights;
        this.activationsType = activationsType;
        this.gradientsType = gradientsType;
    }

    @Override
    public Weights weights() {
        return weights;
    }

    @Override
    public abstract A newActivations(int capacity);

    @Override
    public abstract A newTrainingActivations(int capacity);

    @Override
    public abstract A newInferenceActivations(int capacity);

    @Override
    public abstract G newGradients(int capacity);

    @Override
    public abstract G newTrainingGradients(int capacity);

    /** The generated forward pass. */
    protected abstract void runForward(A a, int n);

    /** The generated loss, of the forward pass that ran last on {@code a}. */
    protected abstract float runLoss(A a, int n);

    /** The generated backward pass, from the loss or from what the gradients of the outputs hold. */
    protected abstract void runBackward(A a, G g, int n);

    /** A hash of what the network computes from inputs and parameters; empty if there is none. Files carry it. */
    protected String networkHash() {
        return "";
    }

    /** The network as an ONNX file without its weights, from a resource beside the generated classes; null if it is lost. */
    protected @Nullable InputStream onnxGraph() {
        return null;
    }

    /** Adds to an ONNX file what it has as values and the network computes: tables of positions. */
    protected void onnxTables(OnnxWriter onnx) {}

    /** The parameters that only losses depend on. An ONNX file leaves them out. */
    protected List<String> trainingOnly() {
        return List.of();
    }

    @Override
    public final String summary() {
        return Summary.of(this);
    }

    /** The name, inputs, outputs and number of parameters, in one line. */
    @Override
    public final String toString() {
        return Summary.line(this);
    }

    /** The losses that the network declares. */
    protected abstract List<LossInfo> losses();

    private boolean hasLoss() {
        return !losses().isEmpty();
    }

    /** Computes the sums of the losses for what activations hold, whether or not a pass ran: their weights are right. */
    final void weighLosses(Activations a, int n) {
        A own = own(a);
        own.enter();
        try {
            own.begin(n, null);
            lossOf(own, n);
        } finally {
            own.leave();
        }
    }

    @Override
    public final void forward(Activations a, int n) {
        pass(a, n, null);
    }

    @Override
    public final void forward(Activations a, int n, TrainingPass pass) {
        pass(a, n, pass);
    }

    private void pass(Activations a, int n, @Nullable TrainingPass pass) {
        A own = own(a);
        if (pass != null) {
            weights.requireFloats();
        }
        own.enter();
        try {
            own.begin(n, pass);
            runForward(own, n);
        } finally {
            own.leave();
        }
    }

    @Override
    public final float loss(Activations a, int n) {
        A own = own(a);
        own.enter();
        try {
            own.requireForward(n);
            return lossOf(own, n);
        } finally {
            own.leave();
        }
    }

    private float lossOf(A a, int n) {
        try {
            return runLoss(a, n);
        } catch (TargetException e) {
            throw wrongTarget(a, e);
        }
    }

    /** The same error with the name of the tensor and the number of the sample, as it is told of inputs. */
    private RuntimeException wrongTarget(A a, TargetException e) {
        for (TensorInfo target : targets()) {
            if (target.integers() && a.ints(target.name()) == e.targets()) {
                int position = e.position() % target.size();
                return new IllegalArgumentException(
                        target.name() + " of sample " + e.position() / target.size()
                                + (target.size() == 1 ? " is " : ", position " + position + ", is ")
                                + e.targets()[e.position()] + ", which is not in 0 … " + (e.classes() - 1)
                                + ": there are "
                                + e.classes() + " classes, counted from 0",
                        e);
            }
        }
        return e; // targets that the network computes
    }

    @Override
    public final float backward(Activations a, Gradients g, int n) {
        return backward(own(a), own(g), n, hasLoss(), false);
    }

    @Override
    public final float backward(Activations a, Gradients g, int n, boolean add) {
        return backward(own(a), own(g), n, hasLoss(), add);
    }

    @Override
    public final void backwardFrom(Activations a, Gradients g, int n) {
        backward(own(a), own(g), n, false, false);
    }

    @Override
    public final void backwardFrom(Activations a, Gradients g, int n, boolean add) {
        backward(own(a), own(g), n, false, add);
    }

    /** Returns the loss, if the pass begins with it. */
    private float backward(A a, G g, int n, boolean fromLoss, boolean add) {
        weights.requireFloats();
        a.enter();
        try {
            a.requireForward(n);
            a.requireBackward();
            float loss = fromLoss ? lossOf(a, n) : 0f;
            g.enter();
            try {
                g.begin(n, fromLoss);
                if (add) {
                    g.keepParameters();
                }
                runBackward(a, g, n);
                if (add) {
                    g.addKept();
                }
            } finally {
                g.leave();
            }
            return loss;
        } finally {
            a.leave();
        }
    }

    /** The error of a network that is declared without a loss. */
    protected final IllegalStateException withoutLoss() {
        return new IllegalStateException(name() + " is declared without a loss");
    }

    /** The error of a network that has no parameter to learn. */
    protected final IllegalStateException nothingTrainable() {
        return new IllegalStateException(name() + " has no trainable parameter, and so no backward pass");
    }

    /** The outputs of {@code n} samples from the array {@code x} to the array {@code y}; of one input and one output. */
    protected final void predictRows(Object x, int n, Object y) {
        batches.rows(x, n, y);
    }

    /** The number of samples. */
    protected static int count(Object @Nullable [] samples, String name) {
        if (samples == null) {
            throw new NullPointerException(name + " is null");
        }
        return samples.length;
    }

    /** The outputs of the samples {@code x}, arrays of one input, to fresh arrays in {@code y}. */
    protected final void predictEach(Object[] x, Object[] y) {
        batches.each(x, y);
    }

    /** Copies one sample into activations. */
    protected static void fill(float[] sample, float[] target, int size, String name) {
        requireSize(length(sample, name), size, name);
        System.arraycopy(sample, 0, target, 0, size);
    }

    /** Copies one sample of integers into activations. */
    protected static void fill(int[] sample, int[] target, int size, String name) {
        requireSize(length(sample, name), size, name);
        System.arraycopy(sample, 0, target, 0, size);
    }

    /**
     * The number of values of an array of floats or integers.
     *
     * @throws NullPointerException naming the tensor if there is no array
     */
    static int length(@Nullable Object values, String name) {
        if (values == null) {
            throw new NullPointerException(name + " is null");
        }
        return values instanceof float[] floats ? floats.length : ((int[]) values).length;
    }

    /** The number of steps of a sample whose first axis is variable. */
    protected static int steps(float[] sample, int step, int max, String name) {
        return steps(length(sample, name), step, max, name);
    }

    /** The number of steps of a sample of integers whose first axis is variable. */
    protected static int steps(int[] sample, int step, int max, String name) {
        return steps(length(sample, name), step, max, name);
    }

    static int steps(int values, int step, int max, String name) {
        if (values < step || values > max * step || values % step != 0) {
            throw new IllegalArgumentException(name + " has 1 … " + max + " steps a sample, each of " + step
                    + (step == 1 ? " value" : " values") + "; got " + values + (values == 1 ? " value" : " values"));
        }
        return values / step;
    }

    /** A copy of the first {@code lengths} of each axis, from a tensor that is laid out for {@code sizes}. */
    protected static float[] cut(float[] values, int[] sizes, int... lengths) {
        float[] cut = new float[product(lengths)];
        cut(values, sizes, lengths, cut, cut.length);
        return cut;
    }

    /** The same of integers. */
    protected static int[] cut(int[] values, int[] sizes, int... lengths) {
        int[] cut = new int[product(lengths)];
        cut(values, sizes, lengths, cut, cut.length);
        return cut;
    }

    /** Copies arrays of either kind, row by row of the last axis. */
    private static void cut(Object values, int[] sizes, int[] lengths, Object cut, int size) {
        int inner = sizes[sizes.length - 1];
        int length = lengths[lengths.length - 1];
        for (int to = 0; to < size; to += length) {
            int row = to / length;
            int from = 0;
            for (int axis = lengths.length - 2, stride = inner; axis >= 0; axis--) {
                from += row % lengths[axis] * stride;
                row /= lengths[axis];
                stride *= sizes[axis];
            }
            System.arraycopy(values, from, cut, to, length);
        }
    }

    private static int product(int[] sizes) {
        int product = 1;
        for (int size : sizes) {
            product *= size;
        }
        return product;
    }

    static void requireSize(int length, int size, String name) {
        if (length != size) {
            throw new IllegalArgumentException(name + " has " + size + " values a sample, got " + length);
        }
    }

    @Override
    public final void warmUp() {
        WarmUp.run(this);
    }

    @Override
    public final void save(Path file) {
        weightsFile().write(file);
    }

    @Override
    public final void save(OutputStream out) {
        weightsFile().write(out);
    }

    /**
     * Takes the weights that come with the classes, as a resource beside them.
     *
     * @param resource the resource, which the generated class itself opens: in a named module nobody else may
     * @throws IllegalStateException if it is not there
     */
    protected final void restoreResource(@Nullable InputStream resource, String name) {
        restoreResource(resource, name, Load.strict());
    }

    /**
     * The same for numbers of some parameters; the others stay as they are.
     *
     * @throws IllegalStateException if the resource is not there
     */
    protected final void restoreFirst(@Nullable InputStream resource, String name) {
        restoreResource(resource, name, Load.partial());
    }

    private void restoreResource(@Nullable InputStream resource, String name, Load load) {
        if (resource == null) {
            throw new IllegalStateException(
                    name + " is not beside " + getClass().getSimpleName() + ".class; it holds the weights");
        }
        try (InputStream in = resource) {
            restore(in, load);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final Load.Match restore(Path file, Load load) {
        Load.Match match = weightsFile().restore(file, load);
        weights.lookForSmall();
        return match;
    }

    @Override
    public final Load.Match restore(InputStream in, Load load) {
        Load.Match match = weightsFile().restore(in, load);
        weights.lookForSmall();
        return match;
    }

    @Override
    public final Load.Match restore(ByteBuffer bytes, Load load) {
        Load.Match match = weightsFile().restore(bytes, load);
        weights.lookForSmall();
        return match;
    }

    @Override
    public final void saveOnnx(Path file) {
        onnx().write(file);
    }

    @Override
    public final void saveOnnx(OutputStream out) {
        onnx().write(out);
    }

    private OnnxWriter onnx() {
        OnnxWriter writer = new OnnxWriter(graph());
        List<String> without = trainingOnly();
        for (CompiledParameter parameter : weights.all()) {
            if (!without.contains(parameter.name())) {
                writer.floats(parameter.name(), parameter.shape(), parameter::values);
            }
        }
        onnxTables(writer);
        return writer;
    }

    private byte[] graph() {
        try (InputStream in = onnxGraph()) {
            if (in == null) {
                throw new IllegalStateException(
                        "the file " + name() + "Model.onnx, which nervure-processor writes, is not"
                                + " among the resources of " + getClass().getName() + ". Pack it beside the class");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WeightsFile weightsFile() {
        return new WeightsFile(name(), networkHash(), classes(), weights.all());
    }

    /** Fills the weights from a seed. */
    protected final void initialize(long seed) {
        weights.initialize(seed);
    }

    /** Fills the weights from those of a model of the same network. */
    protected final void copyWeights(CompiledModel<A, G> other) {
        for (CompiledParameter parameter : weights.all()) {
            CompiledParameter source = other.weights.own(parameter.name());
            parameter.copyValues(source);
            parameter.batchesTracked(source.batchesTracked());
            parameter.freeze(source.frozen());
        }
        weights.lookForSmall();
    }

    @Override
    public CompiledModel<A, G> withPrecision(Precision precision, String... names) {
        return withPrecision(PrecisionOptions.of(precision).named(names));
    }

    @Override
    public CompiledModel<A, G> withPrecision(PrecisionOptions options) {
        @SuppressWarnings("unchecked") // generated models return their own class
        CompiledModel<A, G> copy = (CompiledModel<A, G>) copy();
        copy.weights.hold(options);
        return copy;
    }

    /** Activations for one prediction; give them back with {@link #giveBack}. */
    protected final A borrow() {
        A own = idle.getAndSet(slot(), null);
        return own != null ? own : newInferenceActivations(1);
    }

    protected final void giveBack(A a) {
        idle.set(slot(), a);
    }

    static int slot() {
        return (int) Thread.currentThread().getId() & (BORROWED - 1); // threadId() is Java 19's
    }

    @SuppressWarnings("unchecked") // compared exactly, which costs less than asking the class
    private A own(Activations a) {
        if (a.getClass() != activationsType) {
            throw new IllegalArgumentException(name() + " needs " + activationsType.getSimpleName() + ", got "
                    + a.getClass().getSimpleName());
        }
        return (A) a;
    }

    @SuppressWarnings("unchecked") // compared exactly, which costs less than asking the class
    private G own(Gradients g) {
        if (g.getClass() != gradientsType) {
            throw new IllegalArgumentException(name() + " needs " + gradientsType.getSimpleName() + ", got "
                    + g.getClass().getSimpleName());
        }
        return (G) g;
    }
}
