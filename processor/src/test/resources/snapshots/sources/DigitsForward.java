package snapshot;

import dev.nervure.runtime.Generated;
import dev.nervure.runtime.kernel.function.Epilogue;
import dev.nervure.runtime.kernel.matrix.Matrix;
import dev.nervure.runtime.kernel.softmax.CrossEntropy;
import java.lang.Math;
import java.lang.System;
import java.util.Arrays;

/**
 * The forward pass of Digits: pixels [n, 64] → logits [n, 10].
 */
@Generated("Digits")
public final class DigitsForward {
    private DigitsForward() {
    }

    /**
     * Computes the outputs of n samples from their inputs.
     */
    static void run(DigitsWeights w, DigitsActivations a, int n) {
        hidden(w, a, n);
        logits(w, a, n);
    }

    /**
     * <pre>{@code
     * hidden = relu(pixels · Wᵀ + b)
     * [n, 64] → [n, 64]
     * }</pre>
     */
    private static void hidden(DigitsWeights w, DigitsActivations a, int n) {
        float[] hiddenBias = w.hiddenBias;
        float[][] hiddenWeight = w.hiddenWeight;

        float[] pixels = a.pixels;
        float[] hidden = a.hidden;
        float[] row = a.row;

        for (int r = 0; r < n; r++) {
            System.arraycopy(hiddenBias, 0, row, 0, 64);
            for (int i = 0; i < 64; i += 4) {
                float x0 = pixels[64 * r + i];
                float x1 = pixels[64 * r + i + 1];
                float x2 = pixels[64 * r + i + 2];
                float x3 = pixels[64 * r + i + 3];
                float[] w0 = hiddenWeight[i];
                float[] w1 = hiddenWeight[i + 1];
                float[] w2 = hiddenWeight[i + 2];
                float[] w3 = hiddenWeight[i + 3];
                for (int j = 0; j < 64; j++) {
                    row[j] += x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];
                }
            }
            for (int j = 0; j < 64; j++) {
                row[j] = Math.max(row[j], 0f);
            }
            System.arraycopy(row, 0, hidden, 64 * r, 64);
        }
    }

    /**
     * <pre>{@code
     * logits = hidden · Wᵀ + b
     * [n, 64] → [n, 10]
     * }</pre>
     */
    private static void logits(DigitsWeights w, DigitsActivations a, int n) {
        Matrix logitsWeight = w.logitsWeight;
        float[] logitsBias = w.logitsBias;

        float[] hidden = a.hidden;
        float[] logits = a.logits;

        logitsWeight.multiply(hidden, 0, n, logitsBias, Epilogue.NONE, logits, 0);
    }

    /**
     * The mean loss of the samples that run computed.
     */
    static float runLoss(DigitsWeights w, DigitsActivations a, int n) {
        loss(w, a, n);
        return a.loss[0];
    }

    /**
     * <pre>{@code
     * loss = Σ −log softmax(logits)[targets] / count, rows with targets = -100 left out
     * [n, 10], [n] → []
     * }</pre>
     */
    private static void loss(DigitsWeights w, DigitsActivations a, int n) {
        double[] lossSums = a.lossSums;
        float[] logits = a.logits;
        int[] targets = a.targets;
        float[] loss = a.loss;

        Arrays.fill(lossSums, 0);
        CrossEntropy.ofLogits(logits, 0, targets, 0, n, 10, 0f, null, -100, lossSums);
        a.sumOverBatch(lossSums);
        loss[0] = (float) (lossSums[0] / lossSums[1]);
    }
}
