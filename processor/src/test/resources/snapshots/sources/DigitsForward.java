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
    private static final int PIXELS = 64, HIDDEN = 64;

    static final CrossEntropy LOSS = CrossEntropy.of(10);

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
     * hidden = relu(pixels · Wᵀ + b)
     * [n, 64] → [n, 64]
     */
    private static void hidden(DigitsWeights w, DigitsActivations a, int n) {
        float[] hiddenBias = w.hiddenBias;
        float[][] hiddenWeight = w.hiddenWeight;

        float[] pixels = a.pixels;
        float[] hidden = a.hidden;
        float[] row = a.row;

        for (int r = 0; r < n; r++) {
            System.arraycopy(hiddenBias, 0, row, 0, HIDDEN);
            for (int i = 0; i < PIXELS; i += 4) {
                float x0 = pixels[PIXELS * r + i];
                float x1 = pixels[PIXELS * r + i + 1];
                float x2 = pixels[PIXELS * r + i + 2];
                float x3 = pixels[PIXELS * r + i + 3];
                float[] w0 = hiddenWeight[i];
                float[] w1 = hiddenWeight[i + 1];
                float[] w2 = hiddenWeight[i + 2];
                float[] w3 = hiddenWeight[i + 3];
                for (int j = 0; j < HIDDEN; j++) {
                    row[j] += x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];
                }
            }
            for (int j = 0; j < HIDDEN; j++) {
                row[j] = Math.max(row[j], 0f);
            }
            System.arraycopy(row, 0, hidden, HIDDEN * r, HIDDEN);
        }
    }

    /**
     * logits = hidden · Wᵀ + b
     * [n, 64] → [n, 10]
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
        loss(a, n);
        return a.loss[0];
    }

    /**
     * loss = Σ −log softmax(logits)[targets] / count, rows with targets = -100 left out
     * [n, 10], [n] → []
     */
    private static void loss(DigitsActivations a, int n) {
        double[] lossSums = a.lossSums;
        float[] logits = a.logits;
        int[] targets = a.targets;
        float[] loss = a.loss;

        Arrays.fill(lossSums, 0);
        LOSS.ofLogits(logits, 0, targets, 0, n, lossSums);
        a.sumOverBatch(lossSums);
        loss[0] = (float) (lossSums[0] / lossSums[1]);
    }
}
