package dev.nervure.examples.benchmarks.networks;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.LongFunction;

/** The five networks that are measured, with the weights that PyTorch gave them. */
public enum Subject {
    TINY(TinyNetModel::create),
    MLP(MlpNetModel::create),
    DEEP(DeepNetModel::create),
    CNN(CnnNetModel::create),
    GRU(GruNetModel::create);

    private final LongFunction<Model> create;

    Subject(LongFunction<Model> create) {
        this.create = create;
    }

    /** The network that is called so in tables and files. */
    public static Subject of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** Its name in tables and files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A new model with the weights of the file. */
    public Model model() {
        Model model = create.apply(0);
        TensorFile tensors = tensors();
        for (Parameter parameter : model.weights()) {
            parameter.set(tensors.floats(parameter.name()));
        }
        return model;
    }

    /** The shape of so many samples. */
    public long[] inputShape(int samples) {
        int[] sample = create.apply(0).inputs().get(0).shape();
        long[] shape = new long[1 + sample.length];
        shape[0] = samples;
        for (int axis = 0; axis < sample.length; axis++) {
            shape[1 + axis] = sample[axis];
        }
        return shape;
    }

    /** The weights, one input {@code in.x} of one sample, and what PyTorch makes of it, {@code out}. */
    public TensorFile tensors() {
        return TensorFile.of(resource("safetensors"));
    }

    /** The same network for one sample, as PyTorch exported it. */
    public byte[] onnx() {
        return resource("onnx");
    }

    private byte[] resource(String extension) {
        String name = key() + "." + extension;
        try (InputStream in = Subject.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name + " beside " + Subject.class.getName());
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
