package snapshot;

import dev.nervure.runtime.Generated;
import dev.nervure.runtime.kernel.Rows;
import dev.nervure.runtime.kernel.function.Elementwise;
import dev.nervure.runtime.kernel.matrix.Matrix;
import dev.nervure.runtime.kernel.reduction.Sums;
import java.lang.System;
import java.util.Arrays;

/**
 * The backward pass of Digits: the chain rule over what forward kept, last layer first; {@code dX} is ∂loss/∂x.
 */
@Generated("Digits")
public final class DigitsBackward {
    private static final int LOGITS = 10, HIDDEN = 64, PIXELS = 64;

    private DigitsBackward() {
    }

    /**
     * Computes the gradients of n samples.
     */
    static void run(DigitsWeights w, DigitsActivations a, DigitsGradients g, int n) {
        loss(a, g, n);
        logits(w, a, g, n);
        hidden(w, a, g, n);
    }

    /**
     * δ [] → [n, 10]
     */
    private static void loss(DigitsActivations a, DigitsGradients g, int n) {
        double[] lossSums = a.lossSums;
        float[] logits = a.logits;
        int[] targets = a.targets;

        float[] dLoss = g.loss;
        float[] dLogits = g.logits;

        if (g.fromLoss()) {
            // dLoss = 1
            dLoss[0] = 1f;
            // dLogits = dLoss / count · (softmax(logits) − onehot(targets)), rows with targets = -100 left out
            float scale = (float) (dLoss[0] / lossSums[1]);
            DigitsForward.LOSS.gradientOfLogits(logits, 0, targets, 0, n, scale, dLogits, false);
        }
    }

    /**
     * δ [n, 10] → [n, 64]
     */
    private static void logits(DigitsWeights w, DigitsActivations a, DigitsGradients g, int n) {
        Matrix logitsWeight = w.logitsWeight;

        float[] hidden = a.hidden;

        Matrix dLogitsWeight = g.logitsWeight;
        float[] dLogits = g.logits;
        float[] dLogitsBias = g.logitsBias;
        float[] dHidden = g.hidden;

        // dLogitsWeight = dLogitsᵀ · hidden
        dLogitsWeight.weightGradient(dLogits, 0, n, hidden, 0, false);
        // dLogitsBias = Σ dLogits over all rows
        Arrays.fill(dLogitsBias, 0f);
        // 10 columns: a loop; from 16 on, a call of the runtime
        for (int r = 0; r < n; r++) {
            for (int j = 0; j < LOGITS; j++) {
                dLogitsBias[j] += dLogits[LOGITS * r + j];
            }
        }
        // dHidden = dLogits · logitsWeight
        logitsWeight.inputGradient(dLogits, 0, n, dHidden, 0, false);
    }

    /**
     * δ [n, 64] → [n, 64]
     */
    private static void hidden(DigitsWeights w, DigitsActivations a, DigitsGradients g, int n) {
        float[][] hiddenWeight = w.hiddenWeight;

        float[] hidden = a.hidden;
        float[] pixels = a.pixels;

        float[] dHidden = g.hidden;
        float[] dHiddenZ = g.hiddenZ;
        float[][] dHiddenWeight = g.hiddenWeight;
        float[] dHiddenBias = g.hiddenBias;
        float[] dPixels = g.pixels;
        float[] row = g.row;
        float[][] hiddenWeightByUnit = g.hiddenWeightByUnit;

        // dHiddenZ = dHidden ⊙ relu′(z)
        Elementwise.reluGradient(hidden, dHidden, dHiddenZ, 0, HIDDEN * n);
        // dHiddenWeight = dHiddenZᵀ · pixels
        Rows.zero(dHiddenWeight);
        for (int r = 0; r < n; r++) {
            System.arraycopy(dHiddenZ, HIDDEN * r, row, 0, HIDDEN);
            for (int i = 0; i < PIXELS; i++) {
                float xi = pixels[PIXELS * r + i];
                float[] dwi = dHiddenWeight[i];
                for (int j = 0; j < HIDDEN; j++) {
                    dwi[j] += xi * row[j];
                }
            }
        }
        // dHiddenBias = Σ dHiddenZ over all rows
        Sums.columns(dHiddenZ, 0, n, HIDDEN, dHiddenBias, false);
        // only where the gradients of tensors are wanted, not only those of parameters
        if (g.looking()) {
            // dPixels = dHiddenZ · hiddenWeight
            Rows.transpose(hiddenWeight, hiddenWeightByUnit);
            for (int r = 0; r < n; r++) {
                Arrays.fill(row, 0, PIXELS, 0f);
                for (int i = 0; i < HIDDEN; i += 4) {
                    float x0 = dHiddenZ[HIDDEN * r + i];
                    float x1 = dHiddenZ[HIDDEN * r + i + 1];
                    float x2 = dHiddenZ[HIDDEN * r + i + 2];
                    float x3 = dHiddenZ[HIDDEN * r + i + 3];
                    float[] w0 = hiddenWeightByUnit[i];
                    float[] w1 = hiddenWeightByUnit[i + 1];
                    float[] w2 = hiddenWeightByUnit[i + 2];
                    float[] w3 = hiddenWeightByUnit[i + 3];
                    for (int j = 0; j < PIXELS; j++) {
                        row[j] += x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];
                    }
                }
                System.arraycopy(row, 0, dPixels, PIXELS * r, PIXELS);
            }
        }
    }
}
