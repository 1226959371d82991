package snapshot;

import dev.nervure.runtime.Generated;
import dev.nervure.runtime.kernel.function.Elementwise;
import dev.nervure.runtime.kernel.function.Epilogue;
import dev.nervure.runtime.kernel.function.Scalar;
import dev.nervure.runtime.kernel.matrix.Matrix;
import dev.nervure.runtime.kernel.softmax.CrossEntropy;
import java.lang.System;
import java.util.Arrays;

/**
 * The forward pass of Gated: context [n, 6], signal [n, 200] → amount [n, 1], kind [n, 4].
 */
@Generated("Gated")
public final class GatedForward {
    private static final int CONTEXT = 6, GATE = 200, WIDE = 200;

    static final CrossEntropy KIND_LOSS = CrossEntropy.of(4).labelSmoothing(0.1f);

    private GatedForward() {
    }

    /**
     * Computes the outputs of n samples from their inputs.
     */
    static void run(GatedWeights w, GatedActivations a, int n) {
        gate(w, a, n);
        wide(w, a, n);
        gated(a, n);
        mixed(a, n);
        amount(w, a, n);
        kind(w, a, n);
    }

    /**
     * gate = sigmoid(context · Wᵀ + b)
     * [n, 6] → [n, 200]
     */
    private static void gate(GatedWeights w, GatedActivations a, int n) {
        float[] gateBias = w.gateBias;
        float[][] gateWeight = w.gateWeight;

        float[] context = a.context;
        float[] gate = a.gate;
        float[] row = a.row;

        for (int r = 0; r < n; r++) {
            System.arraycopy(gateBias, 0, row, 0, GATE);
            {
                float x0 = context[CONTEXT * r];
                float x1 = context[CONTEXT * r + 1];
                float x2 = context[CONTEXT * r + 2];
                float x3 = context[CONTEXT * r + 3];
                float[] w0 = gateWeight[0];
                float[] w1 = gateWeight[1];
                float[] w2 = gateWeight[2];
                float[] w3 = gateWeight[3];
                for (int j = 0; j < GATE; j++) {
                    row[j] += x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];
                }
            }
            {
                float x0 = context[CONTEXT * r + 4];
                float x1 = context[CONTEXT * r + 5];
                float[] w0 = gateWeight[4];
                float[] w1 = gateWeight[5];
                for (int j = 0; j < GATE; j++) {
                    row[j] += x0 * w0[j] + x1 * w1[j];
                }
            }
            for (int j = 0; j < GATE; j++) {
                row[j] = Scalar.sigmoid(row[j]);
            }
            System.arraycopy(row, 0, gate, GATE * r, GATE);
        }
    }

    /**
     * wide = silu(signal · Wᵀ)
     * [n, 200] → [n, 200]
     */
    private static void wide(GatedWeights w, GatedActivations a, int n) {
        Matrix wideWeight = w.wideWeight;

        float[] wideZ = a.wideZ;
        float[] signal = a.signal;
        float[] wide = a.wide;

        // wideZ has a length only in training.
        if (wideZ.length > 0) {
            wideWeight.multiply(signal, 0, n, null, Epilogue.NONE, wideZ, 0);
            Elementwise.silu(wideZ, 0, wide, 0, WIDE * n);
        } else {
            wideWeight.multiply(signal, 0, n, null, Epilogue.SILU, wide, 0);
        }
    }

    /**
     * gated = wide ⊙ gate
     * [n, 200], [n, 200] → [n, 200]
     */
    private static void gated(GatedActivations a, int n) {
        float[] gated = a.gated;
        float[] wide = a.wide;
        float[] gate = a.gate;

        for (int i = 0; i < WIDE * n; i++) {
            gated[i] = wide[i] * gate[i];
        }
    }

    /**
     * mixed = gated + signal
     * [n, 200], [n, 200] → [n, 200]
     */
    private static void mixed(GatedActivations a, int n) {
        float[] mixed = a.mixed;
        float[] gated = a.gated;
        float[] signal = a.signal;

        for (int i = 0; i < WIDE * n; i++) {
            mixed[i] = gated[i] + signal[i];
        }
    }

    /**
     * [n, 200] → [n, 1]
     */
    private static void amount(GatedWeights w, GatedActivations a, int n) {
        float[] amountBias = w.amountBias;
        float[][] amountWeight = w.amountWeight;

        float[] mixed = a.mixed;
        float[] amountZ = a.amountZ;
        float[] amount = a.amount;
        float[] row = a.row;

        // amountZ = mixed · Wᵀ + b
        for (int r = 0; r < n; r++) {
            System.arraycopy(amountBias, 0, row, 0, 1);
            for (int i = 0; i < WIDE; i += 4) {
                float x0 = mixed[WIDE * r + i];
                float x1 = mixed[WIDE * r + i + 1];
                float x2 = mixed[WIDE * r + i + 2];
                float x3 = mixed[WIDE * r + i + 3];
                float[] w0 = amountWeight[i];
                float[] w1 = amountWeight[i + 1];
                float[] w2 = amountWeight[i + 2];
                float[] w3 = amountWeight[i + 3];
                row[0] += x0 * w0[0] + x1 * w1[0] + x2 * w2[0] + x3 * w3[0];
            }
            System.arraycopy(row, 0, amountZ, r, 1);
            // amount = softplus(amountZ)
            amount[r] = Scalar.softplus(amountZ[r]);
        }
    }

    /**
     * kind = mixed · Wᵀ + b
     * [n, 200] → [n, 4]
     */
    private static void kind(GatedWeights w, GatedActivations a, int n) {
        Matrix kindWeight = w.kindWeight;
        float[] kindBias = w.kindBias;

        float[] mixed = a.mixed;
        float[] kind = a.kind;

        kindWeight.multiply(mixed, 0, n, kindBias, Epilogue.NONE, kind, 0);
    }

    /**
     * The mean loss of the samples that run computed.
     */
    static float runLoss(GatedWeights w, GatedActivations a, int n) {
        amountLoss(a, n);
        kindLoss(a, n);
        return 0.5f * a.amountLoss[0] + a.kindLoss[0];
    }

    /**
     * amountLoss = mean over all elements of huber(amount − paid)
     * [n, 1], [n, 1] → []
     */
    private static void amountLoss(GatedActivations a, int n) {
        double[] amountLossSums = a.amountLossSums;
        float[] amount = a.amount;
        float[] paid = a.paid;
        float[] amountLoss = a.amountLoss;

        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Scalar.huber(amount[i] - paid[i], 2f);
        }
        amountLossSums[0] = sum;
        amountLossSums[1] = n;
        a.sumOverBatch(amountLossSums);
        amountLoss[0] = (float) (amountLossSums[0] / amountLossSums[1]);
    }

    /**
     * kindLoss = Σ −q · log softmax(kind) / count, q = 0.9 onehot(label) + 0.1 / 4, rows with label = -100 left out
     * [n, 4], [n] → []
     */
    private static void kindLoss(GatedActivations a, int n) {
        double[] kindLossSums = a.kindLossSums;
        float[] kind = a.kind;
        int[] label = a.label;
        float[] kindLoss = a.kindLoss;

        Arrays.fill(kindLossSums, 0);
        KIND_LOSS.ofLogits(kind, 0, label, 0, n, kindLossSums);
        a.sumOverBatch(kindLossSums);
        kindLoss[0] = (float) (kindLossSums[0] / kindLossSums[1]);
    }
}
