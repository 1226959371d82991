package snapshot;

import dev.nervure.runtime.Generated;
import dev.nervure.runtime.kernel.Rows;
import dev.nervure.runtime.kernel.function.Elementwise;
import dev.nervure.runtime.kernel.function.Scalar;
import dev.nervure.runtime.kernel.matrix.Matrix;
import dev.nervure.runtime.kernel.reduction.Sums;
import java.lang.Math;
import java.lang.System;
import java.util.Arrays;

/**
 * The backward pass of Gated: the chain rule over what forward kept, last layer first; {@code dX} is ∂loss/∂x.
 */
@Generated("Gated")
public final class GatedBackward {
    private static final int KIND = 4, WIDE = 200, SIGNAL = 200, GATE = 200, CONTEXT = 6;

    private GatedBackward() {
    }

    /**
     * Computes the gradients of n samples.
     */
    static void run(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        kindLoss(a, g, n);
        amountLoss(a, g, n);
        kind(w, a, g, n);
        amount(w, a, g, n);
        mixed(g, n);
        gated(a, g, n);
        wide(w, a, g, n);
        gate(w, a, g, n);
    }

    /**
     * δ [] → [n, 4]
     */
    private static void kindLoss(GatedActivations a, GatedGradients g, int n) {
        double[] kindLossSums = a.kindLossSums;
        float[] kind = a.kind;
        int[] label = a.label;

        float[] dKindLoss = g.kindLoss;
        float[] dKind = g.kind;

        if (g.fromLoss()) {
            // dKindLoss = 1
            dKindLoss[0] = 1f;
            // dKind = dKindLoss / count · (softmax(kind) − q), q = 0.9 onehot(label) + 0.1 / 4, rows with label = -100 left out
            float scale = (float) (dKindLoss[0] / kindLossSums[1]);
            GatedForward.KIND_LOSS.gradientOfLogits(kind, 0, label, 0, n, scale, dKind, false);
        }
    }

    /**
     * δ [] → [n, 1]
     */
    private static void amountLoss(GatedActivations a, GatedGradients g, int n) {
        double[] amountLossSums = a.amountLossSums;
        float[] amount = a.amount;
        float[] paid = a.paid;

        float[] dAmountLoss = g.amountLoss;
        float[] dAmount = g.amount;

        if (g.fromLoss()) {
            // dAmountLoss = 0.5
            dAmountLoss[0] = 0.5f;
            // dAmount = dAmountLoss / count · min(max(amount − paid, -2), 2)
            float scale = (float) (dAmountLoss[0] / amountLossSums[1]);
            for (int i = 0; i < n; i++) {
                dAmount[i] = scale * Math.min(Math.max(amount[i] - paid[i], -2f), 2f);
            }
        }
    }

    /**
     * δ [n, 4] → [n, 200]
     */
    private static void kind(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        Matrix kindWeight = w.kindWeight;

        float[] mixed = a.mixed;

        Matrix dKindWeight = g.kindWeight;
        float[] dKind = g.kind;
        float[] dKindBias = g.kindBias;
        float[] dMixed = g.mixed;

        // dKindWeight = dKindᵀ · mixed
        dKindWeight.weightGradient(dKind, 0, n, mixed, 0, false);
        // dKindBias = Σ dKind over all rows
        Arrays.fill(dKindBias, 0f);
        // 4 columns: a loop; from 16 on, a call of the runtime
        for (int r = 0; r < n; r++) {
            for (int j = 0; j < KIND; j++) {
                dKindBias[j] += dKind[KIND * r + j];
            }
        }
        // dMixed = dKind · kindWeight
        kindWeight.inputGradient(dKind, 0, n, dMixed, 0, false);
    }

    /**
     * δ [n, 1] → [n, 200]
     */
    private static void amount(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        float[][] amountWeight = w.amountWeight;

        float[] amountZ = a.amountZ;
        float[] mixed = a.mixed;

        float[] dAmountZ = g.amountZ;
        float[] dAmount = g.amount;
        float[][] dAmountWeight = g.amountWeight;
        float[] dAmountBias = g.amountBias;
        float[] dMixed = g.mixed;
        float[] row = g.row;
        float[][] amountWeightByUnit = g.amountWeightByUnit;

        // dAmountZ = dAmount ⊙ softplus′(z)
        for (int i = 0; i < n; i++) {
            dAmountZ[i] = dAmount[i] * Scalar.sigmoid(amountZ[i]);
        }
        // dAmountWeight = dAmountZᵀ · mixed
        Rows.zero(dAmountWeight);
        for (int r = 0; r < n; r++) {
            System.arraycopy(dAmountZ, r, row, 0, 1);
            for (int i = 0; i < WIDE; i++) {
                float xi = mixed[WIDE * r + i];
                float[] dwi = dAmountWeight[i];
                dwi[0] += xi * row[0];
            }
        }
        // dAmountBias = Σ dAmountZ over all rows
        Arrays.fill(dAmountBias, 0f);
        for (int r = 0; r < n; r++) {
            dAmountBias[0] += dAmountZ[r];
        }
        // dMixed += dAmountZ · amountWeight
        Rows.transpose(amountWeight, amountWeightByUnit);
        for (int r = 0; r < n; r++) {
            System.arraycopy(dMixed, WIDE * r, row, 0, WIDE);
            {
                float x0 = dAmountZ[r];
                float[] w0 = amountWeightByUnit[0];
                for (int j = 0; j < WIDE; j++) {
                    row[j] += x0 * w0[j];
                }
            }
            System.arraycopy(row, 0, dMixed, WIDE * r, WIDE);
        }
    }

    /**
     * δ [n, 200] → [n, 200], [n, 200]
     */
    private static void mixed(GatedGradients g, int n) {
        float[] dSignal = g.signal;
        float[] dMixed = g.mixed;

        // dGated = dMixed, one array
        // only where the gradients of tensors are wanted, not only those of parameters
        if (g.looking()) {
            // dSignal = dMixed
            for (int i = 0; i < SIGNAL * n; i++) {
                dSignal[i] = dMixed[i];
            }
        }
    }

    /**
     * δ [n, 200] → [n, 200], [n, 200]
     */
    private static void gated(GatedActivations a, GatedGradients g, int n) {
        float[] gate = a.gate;
        float[] wide = a.wide;

        float[] dWide = g.wide;
        float[] dGated = g.gated;
        float[] dGate = g.gate;

        // dWide = dGated ⊙ gate
        for (int i = 0; i < WIDE * n; i++) {
            dWide[i] = dGated[i] * gate[i];
        }
        // dGate = dGated ⊙ wide
        for (int i = 0; i < GATE * n; i++) {
            dGate[i] = dGated[i] * wide[i];
        }
    }

    /**
     * δ [n, 200] → [n, 200]
     */
    private static void wide(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        Matrix wideWeight = w.wideWeight;

        float[] wideZ = a.wideZ;
        float[] signal = a.signal;

        float[] dWide = g.wide;
        float[] dWideZ = g.wideZ;
        Matrix dWideWeight = g.wideWeight;
        float[] dSignal = g.signal;

        // dWideZ = dWide ⊙ silu′(z)
        Elementwise.siluGradient(wideZ, dWide, dWideZ, 0, WIDE * n);
        // dWideWeight = dWideZᵀ · signal
        dWideWeight.weightGradient(dWideZ, 0, n, signal, 0, false);
        if (g.looking()) {
            // dSignal += dWideZ · wideWeight
            wideWeight.inputGradient(dWideZ, 0, n, dSignal, 0, true);
        }
    }

    /**
     * δ [n, 200] → [n, 6]
     */
    private static void gate(GatedWeights w, GatedActivations a, GatedGradients g, int n) {
        float[][] gateWeight = w.gateWeight;

        float[] gate = a.gate;
        float[] context = a.context;

        float[] dGateZ = g.gateZ;
        float[] dGate = g.gate;
        float[][] dGateWeight = g.gateWeight;
        float[] dGateBias = g.gateBias;
        float[] dContext = g.context;
        float[] row = g.row;
        float[][] gateWeightByUnit = g.gateWeightByUnit;

        // dGateZ = dGate ⊙ sigmoid′(z)
        for (int i = 0; i < GATE * n; i++) {
            dGateZ[i] = dGate[i] * gate[i] * (1f - gate[i]);
        }
        // dGateWeight = dGateZᵀ · context
        Rows.zero(dGateWeight);
        for (int r = 0; r < n; r++) {
            System.arraycopy(dGateZ, GATE * r, row, 0, GATE);
            for (int i = 0; i < CONTEXT; i++) {
                float xi = context[CONTEXT * r + i];
                float[] dwi = dGateWeight[i];
                for (int j = 0; j < GATE; j++) {
                    dwi[j] += xi * row[j];
                }
            }
        }
        // dGateBias = Σ dGateZ over all rows
        Sums.columns(dGateZ, 0, n, GATE, dGateBias, false);
        if (g.looking()) {
            // dContext = dGateZ · gateWeight
            Rows.transpose(gateWeight, gateWeightByUnit);
            for (int r = 0; r < n; r++) {
                Arrays.fill(row, 0, CONTEXT, 0f);
                for (int i = 0; i < GATE; i += 4) {
                    float x0 = dGateZ[GATE * r + i];
                    float x1 = dGateZ[GATE * r + i + 1];
                    float x2 = dGateZ[GATE * r + i + 2];
                    float x3 = dGateZ[GATE * r + i + 3];
                    float[] w0 = gateWeightByUnit[i];
                    float[] w1 = gateWeightByUnit[i + 1];
                    float[] w2 = gateWeightByUnit[i + 2];
                    float[] w3 = gateWeightByUnit[i + 3];
                    for (int j = 0; j < CONTEXT; j++) {
                        row[j] += x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];
                    }
                }
                System.arraycopy(row, 0, dContext, CONTEXT * r, CONTEXT);
            }
        }
    }
}
