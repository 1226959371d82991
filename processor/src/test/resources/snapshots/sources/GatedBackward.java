package snapshot;

import dev.nervure.runtime.Generated;
import dev.nervure.runtime.kernel.Rows;
import dev.nervure.runtime.kernel.function.Scalar;
import dev.nervure.runtime.kernel.matrix.Matrix;
import dev.nervure.runtime.kernel.reduction.Sums;
import dev.nervure.runtime.kernel.softmax.CrossEntropy;
import java.util.Arrays;

/**
 * The backward pass of Gated: the chain rule over what forward kept, last layer first; {@code dX} is ∂loss/∂x.
 */
@Generated("Gated")
public final class GatedBackward {
    private GatedBackward() {
    }

    /**
     * Computes the gradients of n samples.
     */
    static void run(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        kindLoss(w, a, g, n);
        amountLoss(w, a, g, n);
        kind(w, a, g, n);
        amount(w, a, g, n);
        mixed(w, a, g, n);
        gated(w, a, g, n);
        wide(w, a, g, n);
        gate(w, a, g, n);
    }

    /**
     * <pre>{@code
     * ∂L/∂kindLoss = 1
     * dKind = (softmax(kind) − onehot(label)) / n
     * [n, 4], [n] → []
     * }</pre>
     */
    private static void kindLoss(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        float[] dKindLoss = g.kindLoss;
        double[] kindLossSums = a.kindLossSums;
        float[] kind = a.kind;
        int[] label = a.label;
        float[] dKind = g.kind;
        if (g.fromLoss()) {
            // ∂L/∂kindLoss = 1
            dKindLoss[0] = 1f;
            // dKind = (softmax(kind) − onehot(label)) / n
            float scale = (float) (dKindLoss[0] / kindLossSums[1]);
            CrossEntropy.gradientOfLogits(kind, 0, label, 0, n, 4, 0.1f, null, -100, scale, dKind,
                    false);
        }
    }

    /**
     * <pre>{@code
     * ∂L/∂amountLoss = 0.5
     * dAmount = Math.min(Math.max(amount - paid, -2f), 2f) / count
     * [n, 1], [n, 1] → []
     * }</pre>
     */
    private static void amountLoss(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        float[] dAmountLoss = g.amountLoss;
        double[] amountLossSums = a.amountLossSums;
        float[] dAmount = g.amount;
        float[] amount = a.amount;
        float[] paid = a.paid;
        if (g.fromLoss()) {
            // ∂L/∂amountLoss = 0.5
            dAmountLoss[0] = 0.5f;
            // dAmount = Math.min(Math.max(amount - paid, -2f), 2f) / count
            float scale = (float) (dAmountLoss[0] / amountLossSums[1]);
            for (int i = 0; i < n; i++) {
                dAmount[i] = scale * Math.min(Math.max(amount[i] - paid[i], -2f), 2f);
            }
        }
    }

    /**
     * <pre>{@code
     * ∂L/∂W = δᵀ · mixed, δ = dKind
     * ∂L/∂b = Σₙ δ
     * ∂L/∂mixed = δ · W
     * [n, 200] → [n, 4]
     * }</pre>
     */
    private static void kind(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        Matrix dKindWeight = g.kindWeight;
        float[] dKind = g.kind;
        float[] mixed = a.mixed;
        float[] dKindBias = g.kindBias;
        Matrix kindWeight = w.kindWeight;
        float[] dMixed = g.mixed;
        // ∂L/∂W = δᵀ · mixed, δ = dKind
        dKindWeight.weightGradient(dKind, 0, n, mixed, 0, false);
        // ∂L/∂b = Σₙ δ
        Arrays.fill(dKindBias, 0f);
        for (int r = 0; r < n; r++) {
            for (int j = 0; j < 4; j++) {
                dKindBias[j] += dKind[4 * r + j];
            }
        }
        // ∂L/∂mixed = δ · W
        kindWeight.inputGradient(dKind, 0, n, dMixed, 0, false);
    }

    /**
     * <pre>{@code
     * dAmountZ = dAmount ⊙ softplus′(z)
     * ∂L/∂W = δᵀ · mixed, δ = dAmountZ
     * ∂L/∂b = Σₙ δ
     * ∂L/∂mixed = δ · W
     * [n, 200] → [n, 1]
     * }</pre>
     */
    private static void amount(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        float[] dAmountZ = g.amountZ;
        float[] dAmount = g.amount;
        float[] amountZ = a.amountZ;
        float[][] dAmountWeight = g.amountWeight;
        float[] mixed = a.mixed;
        float[] dAmountBias = g.amountBias;
        float[][] amountWeight = w.amountWeight;
        float[] dMixed = g.mixed;
        float[] row = g.row;
        float[][] amountWeightByUnit = g.amountWeightByUnit;
        // dAmountZ = dAmount ⊙ softplus′(z)
        for (int i = 0; i < n; i++) {
            dAmountZ[i] = dAmount[i] * Scalar.sigmoid(amountZ[i]);
        }
        // ∂L/∂W = δᵀ · mixed, δ = dAmountZ
        Rows.zero(dAmountWeight);
        for (int r = 0; r < n; r++) {
            System.arraycopy(dAmountZ, r, row, 0, 1);
            for (int i = 0; i < 200; i++) {
                float xi = mixed[200 * r + i];
                float[] dwi = dAmountWeight[i];
                for (int j = 0; j < 1; j++) {
                    dwi[j] += xi * row[j];
                }
            }
        }
        // ∂L/∂b = Σₙ δ
        Arrays.fill(dAmountBias, 0f);
        for (int r = 0; r < n; r++) {
            for (int j = 0; j < 1; j++) {
                dAmountBias[j] += dAmountZ[r + j];
            }
        }
        // ∂L/∂mixed = δ · W
        Rows.transpose(amountWeight, amountWeightByUnit);
        for (int r = 0; r < n; r++) {
            System.arraycopy(dMixed, 200 * r, row, 0, 200);
            {
                float x0 = dAmountZ[r];
                float[] w0 = amountWeightByUnit[0];
                for (int j = 0; j < 200; j++) {
                    row[j] += x0 * w0[j];
                }
            }
            System.arraycopy(row, 0, dMixed, 200 * r, 200);
        }
    }

    /**
     * <pre>{@code
     * dGated = dMixed
     * dSignal = dMixed
     * [n, 200], [n, 200] → [n, 200]
     * }</pre>
     */
    private static void mixed(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        float[] dGated = g.gated;
        float[] dMixed = g.mixed;
        float[] dSignal = g.signal;
        // dGated = dMixed
        for (int i = 0; i < 200 * n; i++) {
            dGated[i] = dMixed[i];
        }
        if (g.looking()) {
            // dSignal = dMixed
            for (int i = 0; i < 200 * n; i++) {
                dSignal[i] = dMixed[i];
            }
        }
    }

    /**
     * <pre>{@code
     * dWide = dGated ⊙ gate
     * dGate = dGated ⊙ wide
     * [n, 200], [n, 200] → [n, 200]
     * }</pre>
     */
    private static void gated(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        float[] dWide = g.wide;
        float[] dGated = g.gated;
        float[] gate = a.gate;
        float[] dGate = g.gate;
        float[] wide = a.wide;
        // dWide = dGated ⊙ gate
        for (int i = 0; i < 200 * n; i++) {
            dWide[i] = dGated[i] * gate[i];
        }
        // dGate = dGated ⊙ wide
        for (int i = 0; i < 200 * n; i++) {
            dGate[i] = dGated[i] * wide[i];
        }
    }

    /**
     * <pre>{@code
     * dWideZ = dWide ⊙ silu′(z)
     * ∂L/∂W = δᵀ · signal, δ = dWideZ
     * ∂L/∂signal = δ · W
     * [n, 200] → [n, 200]
     * }</pre>
     */
    private static void wide(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        float[] dWideZ = g.wideZ;
        float[] dWide = g.wide;
        float[] wideZ = a.wideZ;
        Matrix dWideWeight = g.wideWeight;
        float[] signal = a.signal;
        Matrix wideWeight = w.wideWeight;
        float[] dSignal = g.signal;
        // dWideZ = dWide ⊙ silu′(z)
        for (int i = 0; i < 200 * n; i++) {
            dWideZ[i] = dWide[i] * Scalar.siluSlope(wideZ[i]);
        }
        // ∂L/∂W = δᵀ · signal, δ = dWideZ
        dWideWeight.weightGradient(dWideZ, 0, n, signal, 0, false);
        if (g.looking()) {
            // ∂L/∂signal = δ · W
            wideWeight.inputGradient(dWideZ, 0, n, dSignal, 0, true);
        }
    }

    /**
     * <pre>{@code
     * dGateZ = dGate ⊙ sigmoid′(z)
     * ∂L/∂W = δᵀ · context, δ = dGateZ
     * ∂L/∂b = Σₙ δ
     * ∂L/∂context = δ · W
     * [n, 6] → [n, 200]
     * }</pre>
     */
    private static void gate(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        float[] dGateZ = g.gateZ;
        float[] dGate = g.gate;
        float[] gate = a.gate;
        float[][] dGateWeight = g.gateWeight;
        float[] context = a.context;
        float[] dGateBias = g.gateBias;
        float[][] gateWeight = w.gateWeight;
        float[] dContext = g.context;
        float[] row = g.row;
        float[][] gateWeightByUnit = g.gateWeightByUnit;
        // dGateZ = dGate ⊙ sigmoid′(z)
        for (int i = 0; i < 200 * n; i++) {
            dGateZ[i] = dGate[i] * gate[i] * (1f - gate[i]);
        }
        // ∂L/∂W = δᵀ · context, δ = dGateZ
        Rows.zero(dGateWeight);
        for (int r = 0; r < n; r++) {
            System.arraycopy(dGateZ, 200 * r, row, 0, 200);
            for (int i = 0; i < 6; i++) {
                float xi = context[6 * r + i];
                float[] dwi = dGateWeight[i];
                for (int j = 0; j < 200; j++) {
                    dwi[j] += xi * row[j];
                }
            }
        }
        // ∂L/∂b = Σₙ δ
        Sums.columns(dGateZ, 0, n, 200, dGateBias, false);
        if (g.looking()) {
            // ∂L/∂context = δ · W
            Rows.transpose(gateWeight, gateWeightByUnit);
            for (int r = 0; r < n; r++) {
                Arrays.fill(row, 0, 6, 0f);
                for (int i = 0; i < 200; i += 4) {
                    float x0 = dGateZ[200 * r + i];
                    float x1 = dGateZ[200 * r + i + 1];
                    float x2 = dGateZ[200 * r + i + 2];
                    float x3 = dGateZ[200 * r + i + 3];
                    float[] w0 = gateWeightByUnit[i];
                    float[] w1 = gateWeightByUnit[i + 1];
                    float[] w2 = gateWeightByUnit[i + 2];
                    float[] w3 = gateWeightByUnit[i + 3];
                    for (int j = 0; j < 6; j++) {
                        row[j] += x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];
                    }
                }
                System.arraycopy(row, 0, dContext, 6 * r, 6);
            }
        }
    }
}
