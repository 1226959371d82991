package dev.nervure.examples.digits;

import dev.nervure.runtime.CompiledActivations;
import dev.nervure.runtime.Generated;
import dev.nervure.runtime.Keep;
import dev.nervure.runtime.Layers;

/**
 * The values of one call of Digits: owned by one thread.
 */
@Generated("Digits")
final class DigitsActivations extends CompiledActivations {
    final float[] pixels;

    final float[] hidden;

    final float[] logits;

    final int[] targets;

    final float[] loss;

    final double[] lossSums;

    final float[] row = new float[64];

    DigitsActivations(Keep keep, int capacity) {
        super(keep, capacity);
        pixels = newFloats(64);
        logits = newFloats(10);
        targets = newInts(1);
        loss = new float[1];
        lossSums = new double[2];
        if (keep == Keep.INFERENCE) {
            float[] shared0 = newFloats(64);
            hidden = shared0;
        } else {
            hidden = newFloats(64);
        }
    }

    /**
     * Input [n, 64]
     */
    public float[] pixels() {
        return pixels;
    }

    /**
     * Dense [n, 64]
     */
    public float[] hidden() {
        return kept(hidden, "hidden", Keep.TRAINING);
    }

    /**
     * Dense [n, 10]
     */
    public float[] logits() {
        return logits;
    }

    /**
     * Target [n]
     */
    public int[] targets() {
        return targets;
    }

    /**
     * SoftmaxCrossEntropy []
     */
    public float[] loss() {
        return loss;
    }

    @Override
    protected void describe(Layers layers) {
        layers.add("pixels", "Input", "", new int[] {64});
        layers.add("hidden", "Dense", "RELU", new int[] {64}, "hidden.weight", "hidden.bias");
        layers.add("logits", "Dense", "", new int[] {10}, "logits.weight", "logits.bias");
        layers.ints("targets", "Target");
        layers.add("loss", "SoftmaxCrossEntropy", "", new int[] {});
    }

    @Override
    public float[] floats(String tensor) {
        return switch (tensor) {
            case "pixels" -> pixels();
            case "hidden" -> hidden();
            case "logits" -> logits();
            case "loss" -> loss();
            default -> turnOf(tensor).floats(nameInTurn(tensor));
        } ;
    }

    @Override
    public int[] ints(String tensor) {
        return switch (tensor) {
            case "targets" -> targets();
            default -> turnOf(tensor).ints(nameInTurn(tensor));
        } ;
    }
}
