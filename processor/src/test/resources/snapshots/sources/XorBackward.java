package snapshot;

import dev.nervure.runtime.Generated;
import dev.nervure.runtime.kernel.function.Scalar;
import java.lang.Math;
import java.util.Arrays;

/**
 * The backward pass of Xor: the chain rule over what forward kept, last layer first; {@code dX} is ∂loss/∂x.
 */
@Generated("Xor")
public final class XorBackward {
    private static final int HIDDEN = 3;

    private XorBackward() {
    }

    /**
     * Computes the gradients of n samples.
     */
    static void run(XorWeights w, XorActivations a, XorGradients g, int n) {
        loss(a, g, n);
        odd(w, a, g, n);
        hidden(w, a, g, n);
        loss2(a, g, n);
    }

    /**
     * δ [] → [n, 1]
     */
    private static void loss(XorActivations a, XorGradients g, int n) {
        double[] lossSums = a.lossSums;
        float[] oddZ = a.oddZ;
        float[] targets = a.targets;

        float[] dLoss = g.loss;
        float[] dOddZ = g.oddZ;
        float[] dOdd = g.odd;

        if (g.fromLoss()) {
            // dLoss = 1
            dLoss[0] = 1f;
            // dOddZ = dLoss / count · (sigmoid(oddZ) − targets)
            float scale = (float) (dLoss[0] / lossSums[1]);
            for (int i = 0; i < n; i++) {
                dOddZ[i] = scale * (Scalar.sigmoid(oddZ[i]) - targets[i]);
            }
            // dOdd = 0
            Arrays.fill(dOdd, 0f);
        }
        if (!g.fromLoss()) {
            // dOddZ = 0
            Arrays.fill(dOddZ, 0f);
        }
    }

    /**
     * δ [n, 1] → [n, 3]
     */
    private static void odd(XorWeights w, XorActivations a, XorGradients g, int n) {
        float[] oddWeight = w.oddWeight;

        float[] odd = a.odd;
        float[] hidden = a.hidden;

        float[] dOddZ = g.oddZ;
        float[] dOdd = g.odd;
        float[] dOddWeight = g.oddWeight;
        float[] dOddBias = g.oddBias;
        float[] dHidden = g.hidden;

        // dOddZ = dOdd ⊙ sigmoid′(z)
        for (int i = 0; i < n; i++) {
            dOddZ[i] += dOdd[i] * odd[i] * (1f - odd[i]);
        }
        // dOddWeight = dOddZᵀ · hidden
        Arrays.fill(dOddWeight, 0f);
        for (int r = 0; r < n; r++) {
            float x0 = hidden[3 * r];
            float x1 = hidden[3 * r + 1];
            float x2 = hidden[3 * r + 2];
            float d0 = dOddZ[r];
            dOddWeight[0] += d0 * x0;
            dOddWeight[1] += d0 * x1;
            dOddWeight[2] += d0 * x2;
        }
        // dOddBias = Σ dOddZ over all rows
        Arrays.fill(dOddBias, 0f);
        for (int r = 0; r < n; r++) {
            dOddBias[0] += dOddZ[r];
            // dHidden = dOddZ · oddWeight
            float d0 = dOddZ[r];
            dHidden[3 * r] = oddWeight[0] * d0;
            dHidden[3 * r + 1] = oddWeight[1] * d0;
            dHidden[3 * r + 2] = oddWeight[2] * d0;
        }
    }

    /**
     * δ [n, 3] → [n, 2]
     */
    private static void hidden(XorWeights w, XorActivations a, XorGradients g, int n) {
        float[] hiddenWeight = w.hiddenWeight;

        float[] hidden = a.hidden;
        float[] bits = a.bits;

        float[] dHiddenZ = g.hiddenZ;
        float[] dHidden = g.hidden;
        float[] dHiddenWeight = g.hiddenWeight;
        float[] dHiddenBias = g.hiddenBias;
        float[] dBits = g.bits;

        // dHiddenZ = dHidden ⊙ tanh′(z)
        for (int i = 0; i < HIDDEN * n; i++) {
            dHiddenZ[i] = dHidden[i] * (1f - hidden[i] * hidden[i]);
        }
        // dHiddenWeight = dHiddenZᵀ · bits
        Arrays.fill(dHiddenWeight, 0f);
        for (int r = 0; r < n; r++) {
            float x0 = bits[2 * r];
            float x1 = bits[2 * r + 1];
            float d0 = dHiddenZ[3 * r];
            dHiddenWeight[0] += d0 * x0;
            dHiddenWeight[1] += d0 * x1;
            float d1 = dHiddenZ[3 * r + 1];
            dHiddenWeight[2] += d1 * x0;
            dHiddenWeight[3] += d1 * x1;
            float d2 = dHiddenZ[3 * r + 2];
            dHiddenWeight[4] += d2 * x0;
            dHiddenWeight[5] += d2 * x1;
        }
        // dHiddenBias = Σ dHiddenZ over all rows
        Arrays.fill(dHiddenBias, 0f);
        // 3 columns: a loop; from 16 on, a call of the runtime
        for (int r = 0; r < n; r++) {
            for (int j = 0; j < HIDDEN; j++) {
                dHiddenBias[j] += dHiddenZ[HIDDEN * r + j];
            }
        }
        // only where the gradients of tensors are wanted, not only those of parameters
        if (g.looking()) {
            // dBits = dHiddenZ · hiddenWeight
            for (int r = 0; r < n; r++) {
                float d0 = dHiddenZ[3 * r];
                float d1 = dHiddenZ[3 * r + 1];
                float d2 = dHiddenZ[3 * r + 2];
                dBits[2 * r] = hiddenWeight[0] * d0 + hiddenWeight[2] * d1 + hiddenWeight[4] * d2;
                dBits[2 * r + 1] = hiddenWeight[1] * d0 + hiddenWeight[3] * d1
                        + hiddenWeight[5] * d2;
            }
        }
    }

    /**
     * dOdd = dLoss / count · ((odd − targets) / max(odd ⊙ (1 − odd), 1e-12))
     * δ [] → [n, 1]
     */
    private static void loss2(XorActivations a, XorGradients g, int n) {
        double[] lossSums = a.lossSums;
        float[] odd = a.odd;
        float[] targets = a.targets;

        float[] dLoss = g.loss;
        float[] dOdd = g.odd;

        if (g.looking() && g.fromLoss()) {
            float scale = (float) (dLoss[0] / lossSums[1]);
            for (int i = 0; i < n; i++) {
                dOdd[i] = scale * ((odd[i] - targets[i]) / Math.max(odd[i] * (1f - odd[i]), 1e-12f));
            }
        }
    }
}
