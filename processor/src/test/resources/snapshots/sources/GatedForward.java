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
    private GatedForward() {
    }

    /**
     * Computes the outputs of n samples from their inputs.
     */
    static void run(GatedWeights w, GatedActivations a, int n) {
        gate(w, a, n);
        wide(w, a, n);
        gated(w, a, n);
        mixed(w, a, n);
        amount(w, a, n);
        kind(w, a, n);
    }

    /**
     * <pre>{@code
     * gate = sigmoid(context · Wᵀ + b)
     * [n, 6] → [n, 200]
     * }</pre>
     */
    private static void gate(GatedWeights w, GatedActivations a, int n) {
        float[] gateBias = w.gateBias;
        float[][] gateWeight = w.gateWeight;

        float[] context = a.context;
        float[] gate = a.gate;
        float[] row = a.row;

        for (int r = 0; r < n; r++) {
            System.arraycopy(gateBias, 0, row, 0, 200);
            {
                float x0 = context[6 * r];
                float x1 = context[6 * r + 1];
                float x2 = context[6 * r + 2];
                float x3 = context[6 * r + 3];
                float[] w0 = gateWeight[0];
                float[] w1 = gateWeight[1];
                float[] w2 = gateWeight[2];
                float[] w3 = gateWeight[3];
                for (int j = 0; j < 200; j++) {
                    row[j] += x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];
                }
            }
            {
                float x0 = context[6 * r + 4];
                float x1 = context[6 * r + 5];
                float[] w0 = gateWeight[4];
                float[] w1 = gateWeight[5];
                for (int j = 0; j < 200; j++) {
                    row[j] += x0 * w0[j] + x1 * w1[j];
                }
            }
            for (int j = 0; j < 200; j++) {
                row[j] = Scalar.sigmoid(row[j]);
            }
            System.arraycopy(row, 0, gate, 200 * r, 200);
        }
    }

    /**
     * <pre>{@code
     * wide = silu(signal · Wᵀ)
     * [n, 200] → [n, 200]
     * }</pre>
     */
    private static void wide(GatedWeights w, GatedActivations a, int n) {
        Matrix wideWeight = w.wideWeight;

        float[] wideZ = a.wideZ;
        float[] signal = a.signal;
        float[] wide = a.wide;

        // wideZ has a length only in training.
        if (wideZ.length > 0) {
            wideWeight.multiply(signal, 0, n, null, Epilogue.NONE, wideZ, 0);
            Elementwise.silu(wideZ, 0, wide, 0, 200 * n);
        } else {
            wideWeight.multiply(signal, 0, n, null, Epilogue.SILU, wide, 0);
        }
    }

    /**
     * <pre>{@code
     * gated = wide ⊙ gate
     * [n, 200], [n, 200] → [n, 200]
     * }</pre>
     */
    private static void gated(GatedWeights w, GatedActivations a, int n) {
        float[] gated = a.gated;
        float[] wide = a.wide;
        float[] gate = a.gate;

        for (int i = 0; i < 200 * n; i++) {
            gated[i] = wide[i] * gate[i];
        }
    }

    /**
     * <pre>{@code
     * mixed = gated + signal
     * [n, 200], [n, 200] → [n, 200]
     * }</pre>
     */
    private static void mixed(GatedWeights w, GatedActivations a, int n) {
        float[] mixed = a.mixed;
        float[] gated = a.gated;
        float[] signal = a.signal;

        for (int i = 0; i < 200 * n; i++) {
            mixed[i] = gated[i] + signal[i];
        }
    }

    /**
     * {@code [n, 200] → [n, 1]}
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
            for (int i = 0; i < 200; i += 4) {
                float x0 = mixed[200 * r + i];
                float x1 = mixed[200 * r + i + 1];
                float x2 = mixed[200 * r + i + 2];
                float x3 = mixed[200 * r + i + 3];
                float[] w0 = amountWeight[i];
                float[] w1 = amountWeight[i + 1];
                float[] w2 = amountWeight[i + 2];
                float[] w3 = amountWeight[i + 3];
                for (int j = 0; j < 1; j++) {
                    row[j] += x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];
                }
            }
            System.arraycopy(row, 0, amountZ, r, 1);
        }
        // amount = softplus(amountZ)
        for (int i = 0; i < n; i++) {
            amount[i] = Scalar.softplus(amountZ[i]);
        }
    }

    /**
     * <pre>{@code
     * kind = mixed · Wᵀ + b
     * [n, 200] → [n, 4]
     * }</pre>
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
        amountLoss(w, a, n);
        kindLoss(w, a, n);
        return 0.5f * a.amountLoss[0] + a.kindLoss[0];
    }

    /**
     * <pre>{@code
     * amountLoss = mean over all elements of huber(amount − paid)
     * [n, 1], [n, 1] → []
     * }</pre>
     */
    private static void amountLoss(GatedWeights w, GatedActivations a, int n) {
        double[] amountLossSums = a.amountLossSums;
        float[] amount = a.amount;
        float[] paid = a.paid;
        float[] amountLoss = a.amountLoss;

        double sum = 0;
        int count = 0;
        for (int i = 0; i < n; i++) {
            sum += Scalar.huber(amount[i] - paid[i], 2f);
        }
        count += n;
        amountLossSums[0] = sum;
        amountLossSums[1] = count;
        a.sumOverBatch(amountLossSums);
        amountLoss[0] = (float) (amountLossSums[0] / amountLossSums[1]);
    }

    /**
     * <pre>{@code
     * kindLoss = Σ −q · log softmax(kind) / count, q = 0.9 onehot(label) + 0.1 / 4, rows with label = -100 left out
     * [n, 4], [n] → []
     * }</pre>
     */
    private static void kindLoss(GatedWeights w, GatedActivations a, int n) {
        double[] kindLossSums = a.kindLossSums;
        float[] kind = a.kind;
        int[] label = a.label;
        float[] kindLoss = a.kindLoss;

        Arrays.fill(kindLossSums, 0);
        CrossEntropy.ofLogits(kind, 0, label, 0, n, 4, 0.1f, null, -100, kindLossSums);
        a.sumOverBatch(kindLossSums);
        kindLoss[0] = (float) (kindLossSums[0] / kindLossSums[1]);
    }
}
