package snapshot;

import dev.nervure.runtime.Generated;
import dev.nervure.runtime.kernel.function.Scalar;
import java.util.Arrays;

/**
 * The backward pass of Xor: the chain rule over what forward kept, last layer first; {@code dX} is ∂loss/∂x.
 */
@Generated("Xor")
public final class XorBackward {
    private XorBackward() {
    }

    /**
     * Computes the gradients of n samples.
     */
    static void run(XorWeights w, XorActivations a, XorGradients g, int n) {
        loss(w, a, g, n);
        odd(w, a, g, n);
        hidden(w, a, g, n);
        loss2(w, a, g, n);
    }

    /**
     * <pre>{@code
     * ∂L/∂loss = 1
     * dOddZ = (Scalar.sigmoid(oddZ) - targets) / count
     * ∂L/∂odd = 0
     * ∂L/∂oddZ = 0
     * [n, 1], [n, 1] → []
     * }</pre>
     */
    private static void loss(XorWeights w, XorActivations a, XorGradients g, int n) {
        float[] dLoss = g.loss;
        double[] lossSums = a.lossSums;
        float[] dOddZ = g.oddZ;
        float[] oddZ = a.oddZ;
        float[] targets = a.targets;
        float[] dOdd = g.odd;
        if (g.fromLoss()) {
            // ∂L/∂loss = 1
            dLoss[0] = 1f;
            // dOddZ = (Scalar.sigmoid(oddZ) - targets) / count
            float scale = (float) (dLoss[0] / lossSums[1]);
            for (int i = 0; i < n; i++) {
                dOddZ[i] = scale * (Scalar.sigmoid(oddZ[i]) - targets[i]);
            }
            // ∂L/∂odd = 0
            Arrays.fill(dOdd, 0f);
        }
        if (!g.fromLoss()) {
            // ∂L/∂oddZ = 0
            Arrays.fill(dOddZ, 0f);
        }
    }

    /**
     * <pre>{@code
     * dOddZ = dOdd ⊙ sigmoid′(z)
     * ∂L/∂W = δᵀ · hidden, δ = dOddZ
     * ∂L/∂b = Σₙ δ
     * ∂L/∂hidden = δ · W
     * [n, 3] → [n, 1]
     * }</pre>
     */
    private static void odd(XorWeights w, XorActivations a, XorGradients g, int n) {
        float[] dOddZ = g.oddZ;
        float[] dOdd = g.odd;
        float[] odd = a.odd;
        float[] dOddWeight = g.oddWeight;
        float[] hidden = a.hidden;
        float[] dOddBias = g.oddBias;
        float[] oddWeight = w.oddWeight;
        float[] dHidden = g.hidden;
        // dOddZ = dOdd ⊙ sigmoid′(z)
        for (int i = 0; i < n; i++) {
            dOddZ[i] += dOdd[i] * odd[i] * (1f - odd[i]);
        }
        // ∂L/∂W = δᵀ · hidden, δ = dOddZ
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
        // ∂L/∂b = Σₙ δ
        Arrays.fill(dOddBias, 0f);
        for (int r = 0; r < n; r++) {
            for (int j = 0; j < 1; j++) {
                dOddBias[j] += dOddZ[r + j];
            }
        }
        // ∂L/∂hidden = δ · W
        for (int r = 0; r < n; r++) {
            float d0 = dOddZ[r];
            dHidden[3 * r] = oddWeight[0] * d0;
            dHidden[3 * r + 1] = oddWeight[1] * d0;
            dHidden[3 * r + 2] = oddWeight[2] * d0;
        }
    }

    /**
     * <pre>{@code
     * dHiddenZ = dHidden ⊙ tanh′(z)
     * ∂L/∂W = δᵀ · bits, δ = dHiddenZ
     * ∂L/∂b = Σₙ δ
     * ∂L/∂bits = δ · W
     * [n, 2] → [n, 3]
     * }</pre>
     */
    private static void hidden(XorWeights w, XorActivations a, XorGradients g, int n) {
        float[] dHiddenZ = g.hiddenZ;
        float[] dHidden = g.hidden;
        float[] hidden = a.hidden;
        float[] dHiddenWeight = g.hiddenWeight;
        float[] bits = a.bits;
        float[] dHiddenBias = g.hiddenBias;
        float[] hiddenWeight = w.hiddenWeight;
        float[] dBits = g.bits;
        // dHiddenZ = dHidden ⊙ tanh′(z)
        for (int i = 0; i < 3 * n; i++) {
            dHiddenZ[i] = dHidden[i] * (1f - hidden[i] * hidden[i]);
        }
        // ∂L/∂W = δᵀ · bits, δ = dHiddenZ
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
        // ∂L/∂b = Σₙ δ
        Arrays.fill(dHiddenBias, 0f);
        for (int r = 0; r < n; r++) {
            for (int j = 0; j < 3; j++) {
                dHiddenBias[j] += dHiddenZ[3 * r + j];
            }
        }
        if (g.looking()) {
            // ∂L/∂bits = δ · W
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
     * <pre>{@code
     * dOdd = (odd - targets) / Math.max(odd * (1f - odd), 1E-12f) / count
     * [n, 1], [n, 1] → []
     * }</pre>
     */
    private static void loss2(XorWeights w, XorActivations a, XorGradients g, int n) {
        float[] dLoss = g.loss;
        double[] lossSums = a.lossSums;
        float[] dOdd = g.odd;
        float[] odd = a.odd;
        float[] targets = a.targets;
        if (g.looking() && g.fromLoss()) {
            float scale = (float) (dLoss[0] / lossSums[1]);
            for (int i = 0; i < n; i++) {
                dOdd[i] = scale * ((odd[i] - targets[i]) / Math.max(odd[i] * (1f - odd[i]), 1E-12f));
            }
        }
    }
}
