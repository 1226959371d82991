package snapshot;

import dev.nervure.runtime.Generated;
import dev.nervure.runtime.Load;
import dev.nervure.runtime.Precision;
import dev.nervure.runtime.PrecisionOptions;
import dev.nervure.runtime.TensorInfo;
import dev.nervure.runtime.generated.CompiledModel;
import dev.nervure.runtime.generated.Keep;
import dev.nervure.runtime.generated.Level;
import dev.nervure.runtime.generated.LossInfo;
import java.io.InputStream;
import java.lang.Override;
import java.lang.String;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Xor: bits [n, 2] → odd [n, 1].
 *
 * <p>13 parameters, 52 bytes. One sample: 9 multiply-adds; activations of 52 bytes for inference, 52 for training.
 */
@Generated("Xor")
public final class XorModel extends CompiledModel<XorActivations, XorGradients> {
    /**
     * The level of the runtime that these classes call; checked before anything else happens.
     */
    static final int LEVEL = Level.require(3, "snapshot.XorModel");

    private static final List<TensorInfo> INPUTS = List.of(new TensorInfo("bits", false, new int[] {2}, "", 0));

    private static final List<TensorInfo> TARGETS = List.of(new TensorInfo("targets", false, new int[] {1}, "", 0));

    private static final List<TensorInfo> OUTPUTS = List.of(new TensorInfo("odd", false, new int[] {1}, "", 0));

    private static final List<LossInfo> LOSSES = List.of(new LossInfo("loss", "BinaryCrossEntropy", "odd", "targets", 1f));

    private final XorWeights w;

    private XorModel(XorWeights w) {
        super(w, XorActivations.class, XorGradients.class);
        this.w = w;
    }

    /**
     * A model with first weights from a seed; the same seed gives the same weights everywhere.
     */
    public static XorModel create(long seed) {
        XorModel model = new XorModel(new XorWeights());
        model.initialize(seed);
        return model;
    }

    /**
     * A model with the weights of a safetensors file.
     */
    public static XorModel load(Path file) {
        XorModel model = new XorModel(new XorWeights());
        model.restore(file);
        return model;
    }

    /**
     * The same with options; parameters that are not in the file are those of {@code create(0)}.
     */
    public static XorModel load(Path file, Load load) {
        XorModel model = create(0);
        model.restore(file, load);
        return model;
    }

    /**
     * A model with the weights of a safetensors file in a stream, which stays open.
     */
    public static XorModel load(InputStream in) {
        XorModel model = new XorModel(new XorWeights());
        model.restore(in);
        return model;
    }

    /**
     * The same with options; parameters that are not in the file are those of {@code create(0)}.
     */
    public static XorModel load(InputStream in, Load load) {
        XorModel model = create(0);
        model.restore(in, load);
        return model;
    }

    /**
     * A model with the weights of the safetensors file that remains of a buffer.
     */
    public static XorModel load(ByteBuffer bytes) {
        XorModel model = new XorModel(new XorWeights());
        model.restore(bytes);
        return model;
    }

    /**
     * The same with options; parameters that are not in the file are those of {@code create(0)}.
     */
    public static XorModel load(ByteBuffer bytes, Load load) {
        XorModel model = create(0);
        model.restore(bytes, load);
        return model;
    }

    @Override
    public XorModel copy() {
        XorModel copy = new XorModel(new XorWeights());
        copy.copyWeights(this);
        return copy;
    }

    @Override
    public XorModel withPrecision(Precision precision, String... names) {
        return (XorModel) super.withPrecision(precision, names);
    }

    @Override
    public XorModel withPrecision(PrecisionOptions options) {
        return (XorModel) super.withPrecision(options);
    }

    @Override
    public XorActivations newActivations(int capacity) {
        return new XorActivations(Keep.EVERYTHING, capacity);
    }

    @Override
    public XorActivations newTrainingActivations(int capacity) {
        return new XorActivations(Keep.TRAINING, capacity);
    }

    @Override
    public XorActivations newInferenceActivations(int capacity) {
        return new XorActivations(Keep.INFERENCE, capacity);
    }

    @Override
    public XorGradients newGradients(int capacity) {
        return new XorGradients(w, Keep.EVERYTHING, capacity);
    }

    @Override
    public XorGradients newTrainingGradients(int capacity) {
        return new XorGradients(w, Keep.TRAINING, capacity);
    }

    @Override
    public String name() {
        return "Xor";
    }

    @Override
    public List<TensorInfo> inputs() {
        return INPUTS;
    }

    @Override
    public List<TensorInfo> targets() {
        return TARGETS;
    }

    @Override
    public List<TensorInfo> outputs() {
        return OUTPUTS;
    }

    @Override
    protected String networkHash() {
        return "be5da3cb8cfd414c";
    }

    @Override
    protected List<LossInfo> losses() {
        return LOSSES;
    }

    @Override
    protected void runForward(XorActivations a, int n) {
        XorForward.run(w, a, n);
    }

    @Override
    protected float runLoss(XorActivations a, int n) {
        return XorForward.runLoss(w, a, n);
    }

    @Override
    protected void runBackward(XorActivations a, XorGradients g, int n) {
        XorBackward.run(w, a, g, n);
    }

    @Override
    protected InputStream onnxGraph() {
        return XorModel.class.getResourceAsStream("XorModel.onnx");
    }

    /**
     * The outputs of one sample, in fresh arrays; from any thread.
     */
    public float[] predict(float[] bits) {
        XorActivations a = borrow();
        fill(bits, a.bits, 2, "bits");
        forward(a, 1);
        float[] outputs = Arrays.copyOf(a.odd, 1);
        giveBack(a);
        return outputs;
    }

    /**
     * The outputs of any number of samples, each in a fresh array; from any thread.
     */
    public float[][] predict(float[][] bits) {
        float[][] odd = new float[count(bits, "bits")][];
        predictEach(bits, odd);
        return odd;
    }

    /**
     * The outputs of the first n samples of {@code bits [n, 2]} to {@code odd [n, 1]}; from any thread, without an allocation after its first call.
     */
    public void predict(float[] bits, int n, float[] odd) {
        predictRows(bits, n, odd);
    }
}
