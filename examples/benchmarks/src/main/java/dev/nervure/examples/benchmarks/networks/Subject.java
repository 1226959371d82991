package dev.nervure.examples.benchmarks.networks;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * The networks that are measured. All but MiniLM have the weights that PyTorch gave them; MiniLM, 43 MB, has weights
 * from a seed.
 */
public enum Subject {
    TINY(TinyNetModel::create, "dense, 4-16-16-3"),
    MLP(MlpNetModel::create, "dense, 784-128-10"),
    DEEP(DeepNetModel::create, "dense, 64, four times 256, 10"),
    CNN(CnnNetModel::create, "two convolutions with pooling over 28 x 28 pixels"),
    GRU(GruNetModel::create, "a GRU of 32 units over 64 steps"),
    AE(AeNetModel::create, "anomaly detection of MLPerf Tiny: a dense autoencoder with batch norm, 640 to 8 to 640"),
    KWS(KwsNetModel::create, "keyword spotting of MLPerf Tiny: DS-CNN, depthwise-separable convolutions over 49 x 10"),
    RES8(Res8NetModel::create, "image classification of MLPerf Tiny: ResNet-8 over 32 x 32 pixels"),
    VWW(VwwNetModel::create, "visual wake words of MLPerf Tiny: MobileNet 0.25 over 96 x 96 pixels"),
    ENCODER(EncoderNetModel::create, "two transformer layers of 128 over 32 tokens"),
    LSTM(LstmNetModel::create, "two LSTM layers of 128 over 100 steps"),
    GRU256(Gru256NetModel::create, "a GRU of 256 units over 50 steps"),
    TCN(TcnNetModel::create, "eight dilated causal convolutions of 32 channels over 512 samples"),
    TAB(TabNetModel::create, "dense, a table's row of 30, then 512-256-128-1"),
    UNET(UnetNetModel::create, "a U-Net of two levels over 64 x 64 pixels"),
    MINILM8(MiniLm8NetModel::create, "the body of all-MiniLM-L6-v2, six transformer layers of 384, over 8 tokens"),
    MINILM128(MiniLm128NetModel::create, "the same over 128 tokens");

    private static final long SEED = 7;

    private final LongFunction<Model> create;
    private final String description;

    Subject(LongFunction<Model> create, String description) {
        this.create = create;
        this.description = description;
    }

    /** The network that is called so in tables and files. */
    public static Subject of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** Its name in tables and files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, in a line for the page. */
    public String description() {
        return description;
    }

    /** Whether weights, an input and PyTorch's output are in files; otherwise the weights come from a seed. */
    public boolean isStored() {
        return this != MINILM8 && this != MINILM128;
    }

    /** A new model with the weights of the file. */
    public Model model() {
        Model model = create.apply(SEED);
        if (isStored()) {
            TensorFile tensors = tensors();
            for (Parameter parameter : model.weights()) {
                parameter.set(tensors.floats(parameter.name()));
            }
        }
        return model;
    }

    /** The shape of so many samples of its input. */
    public long[] inputShape(int samples) {
        return shape(samples, create.apply(SEED).inputs().get(0).shape());
    }

    /** The shape of so many samples of its output. */
    public long[] outputShape(int samples) {
        return shape(samples, create.apply(SEED).outputs().get(0).shape());
    }

    private static long[] shape(int samples, int[] sample) {
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

    /** The same network as an ONNX file; the first axis of its input and output is free, and called {@code n}. */
    public byte[] onnx() {
        return isStored() ? resource("onnx") : MiniLmOnnx.of(model());
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
