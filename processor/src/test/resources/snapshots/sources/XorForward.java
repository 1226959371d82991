package snapshot;

import dev.nervure.runtime.Generated;
import dev.nervure.runtime.kernel.function.Scalar;

/**
 * The forward pass of Xor: bits [n, 2] → odd [n, 1].
 */
@Generated("Xor")
public final class XorForward {
    private XorForward() {
    }

    /**
     * Computes the outputs of n samples from their inputs.
     */
    static void run(XorWeights w, XorActivations a, int n) {
        hidden(w, a, n);
        odd(w, a, n);
    }

    /**
     * hidden = tanh(bits · Wᵀ + b)
     * [n, 2] → [n, 3]
     */
    private static void hidden(XorWeights w, XorActivations a, int n) {
        for (int r = 0; r < n; r++) {
            hiddenRow(w, a, r);
        }
    }

    /**
     * Row r of hidden.
     */
    private static void hiddenRow(XorWeights w, XorActivations a, int r) {
        float[] hiddenBias = w.hiddenBias;
        float[] hiddenWeight = w.hiddenWeight;

        float[] bits = a.bits;
        float[] hidden = a.hidden;

        float x0 = bits[2 * r];
        float x1 = bits[2 * r + 1];
        hidden[3 * r] = Scalar.tanh(hiddenBias[0] + hiddenWeight[0] * x0 + hiddenWeight[1] * x1);
        hidden[3 * r + 1] = Scalar.tanh(hiddenBias[1] + hiddenWeight[2] * x0
                + hiddenWeight[3] * x1);
        hidden[3 * r + 2] = Scalar.tanh(hiddenBias[2] + hiddenWeight[4] * x0
                + hiddenWeight[5] * x1);
    }

    /**
     * [n, 3] → [n, 1]
     */
    private static void odd(XorWeights w, XorActivations a, int n) {
        float[] odd = a.odd;
        float[] oddZ = a.oddZ;

        // oddZ = hidden · Wᵀ + b
        for (int r = 0; r < n; r++) {
            oddRow(w, a, r);
            // odd = sigmoid(oddZ)
            odd[r] = Scalar.sigmoid(oddZ[r]);
        }
    }

    /**
     * Row r of odd.
     */
    private static void oddRow(XorWeights w, XorActivations a, int r) {
        float[] oddBias = w.oddBias;
        float[] oddWeight = w.oddWeight;

        float[] hidden = a.hidden;
        float[] oddZ = a.oddZ;

        float x0 = hidden[3 * r];
        float x1 = hidden[3 * r + 1];
        float x2 = hidden[3 * r + 2];
        oddZ[r] = oddBias[0] + oddWeight[0] * x0 + oddWeight[1] * x1 + oddWeight[2] * x2;
    }

    /**
     * The mean loss of the samples that run computed.
     */
    static float runLoss(XorWeights w, XorActivations a, int n) {
        loss(a, n);
        return a.loss[0];
    }

    /**
     * loss = mean over all elements of −log(σ(oddZ) for targets)
     * [n, 1], [n, 1] → []
     */
    private static void loss(XorActivations a, int n) {
        double[] lossSums = a.lossSums;
        float[] oddZ = a.oddZ;
        float[] targets = a.targets;
        float[] loss = a.loss;

        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Scalar.sigmoidCrossEntropy(oddZ[i], targets[i]);
        }
        lossSums[0] = sum;
        lossSums[1] = n;
        a.sumOverBatch(lossSums);
        loss[0] = (float) (lossSums[0] / lossSums[1]);
    }
}
