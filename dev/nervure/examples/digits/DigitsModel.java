package dev.nervure.examples.digits;

import dev.nervure.runtime.CompiledModel;
import dev.nervure.runtime.Generated;
import dev.nervure.runtime.Keep;
import dev.nervure.runtime.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Digits: pixels [n, 64] → logits [n, 10].
 *
 * <p>4,810 parameters, 19,240 bytes. One sample: 4,736 multiply-adds; activations of 576 bytes for inference, 576 for training.
 */
@Generated("Digits")
final class DigitsModel extends CompiledModel<DigitsActivations, DigitsGradients> {
    private static final List<TensorInfo> INPUTS = List.of(new TensorInfo("pixels", false, new int[] {64}, "", 0));

    private static final List<TensorInfo> TARGETS = List.of(new TensorInfo("targets", true, new int[] {}, "", 10));

    private static final List<TensorInfo> OUTPUTS = List.of(new TensorInfo("logits", false, new int[] {10}, "", 0));

    private final DigitsWeights w;

    private DigitsModel(DigitsWeights w) {
        super(w, DigitsActivations.class, DigitsGradients.class);
        this.w = w;
    }

    /**
     * A model with first weights from a seed; the same seed gives the same weights everywhere.
     */
    public static DigitsModel create(long seed) {
        DigitsModel model = new DigitsModel(new DigitsWeights());
        model.initialize(seed);
        return model;
    }

    /**
     * A model with the weights of a safetensors file.
     */
    public static DigitsModel load(Path file) {
        DigitsModel model = new DigitsModel(new DigitsWeights());
        model.restore(file);
        return model;
    }

    @Override
    public DigitsModel copy() {
        DigitsModel copy = new DigitsModel(new DigitsWeights());
        copy.copyWeights(this);
        return copy;
    }

    @Override
    public String name() {
        return "Digits";
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
    public DigitsActivations newActivations(int capacity) {
        return new DigitsActivations(Keep.EVERYTHING, capacity);
    }

    @Override
    public DigitsActivations newTrainingActivations(int capacity) {
        return new DigitsActivations(Keep.TRAINING, capacity);
    }

    @Override
    public DigitsActivations newInferenceActivations(int capacity) {
        return new DigitsActivations(Keep.INFERENCE, capacity);
    }

    @Override
    public DigitsGradients newGradients(int capacity) {
        return new DigitsGradients(w, Keep.EVERYTHING, capacity);
    }

    @Override
    public DigitsGradients newTrainingGradients(int capacity) {
        return new DigitsGradients(w, Keep.TRAINING, capacity);
    }

    @Override
    protected boolean hasLoss() {
        return true;
    }

    @Override
    protected void runForward(DigitsActivations a, int n) {
        DigitsForward.run(w, a, n);
    }

    @Override
    protected float runLoss(DigitsActivations a, int n) {
        return DigitsForward.runLoss(w, a, n);
    }

    @Override
    protected void runBackward(DigitsActivations a, DigitsGradients g, int n) {
        DigitsBackward.run(w, a, g, n);
    }

    /**
     * The outputs of one sample, in fresh arrays; from any thread.
     */
    public float[] predict(float[] pixels) {
        DigitsActivations a = borrow();
        fill(pixels, a.pixels, 64, "pixels");
        forward(a, 1);
        float[] outputs = Arrays.copyOf(a.logits, 10);
        giveBack(a);
        return outputs;
    }
}
