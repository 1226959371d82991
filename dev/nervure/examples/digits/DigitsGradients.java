package dev.nervure.examples.digits;

import dev.nervure.runtime.CompiledGradients;
import dev.nervure.runtime.Generated;
import dev.nervure.runtime.Keep;
import dev.nervure.runtime.kernel.Storage;

/**
 * ∂loss/∂parameters and ∂loss/∂tensors of one call of Digits: owned by one thread.
 */
@Generated("Digits")
final class DigitsGradients extends CompiledGradients {
    final float[][] hiddenWeight = new float[64][64];

    final float[] hiddenBias = new float[64];

    final float[][] logitsWeight = new float[64][10];

    final float[] logitsBias = new float[10];

    final float[] loss;

    final float[] logits;

    final float[] hidden;

    final float[] hiddenZ;

    final float[] pixels;

    final float[][] hiddenWeightByUnit = new float[64][64];

    final float[][] logitsWeightByUnit = new float[10][64];

    final float[] row = new float[64];

    DigitsGradients(DigitsWeights weights, Keep keep, int capacity) {
        super(weights, keep, capacity);
        parameter("hidden.weight", Storage.inputMajor(hiddenWeight));
        parameter("hidden.bias", Storage.flat(hiddenBias));
        parameter("logits.weight", Storage.inputMajor(logitsWeight));
        parameter("logits.bias", Storage.flat(logitsBias));
        loss = new float[1];
        logits = newFloats(10);
        if (keep == Keep.TRAINING) {
            float[] shared0 = newFloats(64);
            hidden = shared0;
            hiddenZ = shared0;
            pixels = NONE;
        } else {
            hidden = newFloats(64);
            hiddenZ = newFloats(64);
            pixels = newFloats(64);
        }
    }

    /**
     * ∂loss/∂loss []
     */
    public float[] loss() {
        return loss;
    }

    /**
     * ∂loss/∂logits [n, 10]
     */
    public float[] logits() {
        return logits;
    }

    /**
     * ∂loss/∂hidden [n, 64]
     */
    public float[] hidden() {
        return kept(hidden, "hidden", Keep.EVERYTHING);
    }

    /**
     * ∂loss/∂pixels [n, 64]
     */
    public float[] pixels() {
        return kept(pixels, "pixels", Keep.EVERYTHING);
    }

    @Override
    public float[] activation(String tensor) {
        return switch (tensor) {
            case "loss" -> loss();
            case "logits" -> logits();
            case "hidden" -> hidden();
            case "pixels" -> pixels();
            default -> turnOf(tensor).activation(nameInTurn(tensor));
        } ;
    }
}
