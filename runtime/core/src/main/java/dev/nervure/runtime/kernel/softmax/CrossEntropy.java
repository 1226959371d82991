package dev.nervure.runtime.kernel.softmax;

import dev.nervure.runtime.kernel.function.Scalar;
import dev.nervure.runtime.kernel.internal.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy of class indices, {@code Σ −wₜ log pₜ} and its gradient, as PyTorch's {@code cross_entropy}. Predictions
 * are {@code [rows, classes]}, from float {@code offset} on; targets are {@code [rows]}, from element {@code targetOffset}
 * on; a row whose target is the ignored index counts for nothing. Immutable.
 */
public final class CrossEntropy {
    /** Logits of the rows that are worked on together. */
    private static final int TOGETHER = 1024;

    private final int classes;
    private final float smoothing;
    private final float @Nullable [] weights;
    private final int ignored;

    private CrossEntropy(int classes, float smoothing, float @Nullable [] weights, int ignored) {
        this.classes = classes;
        this.smoothing = smoothing;
        this.weights = weights;
        this.ignored = ignored;
    }

    /** Of {@code classes} classes, each with weight 1, without smoothing; the ignored index is −100. */
    public static CrossEntropy of(int classes) {
        return new CrossEntropy(classes, 0f, null, -100);
    }

    /** The same with targets of 1 − ε for the class and ε / classes for every class. */
    public CrossEntropy labelSmoothing(float epsilon) {
        return new CrossEntropy(classes, epsilon, weights, ignored);
    }

    /** The same with a weight for each class; the array is not copied, and must not change. */
    public CrossEntropy classWeights(float... values) {
        return new CrossEntropy(classes, smoothing, values, ignored);
    }

    /** The same with another target whose rows do not count. */
    public CrossEntropy ignoreIndex(int target) {
        return new CrossEntropy(classes, smoothing, weights, target);
    }

    /**
     * Adds the loss of logits to {@code sums[0]} and the weights of the targets to {@code sums[1]}.
     *
     * @throws TargetException if a target is neither a class nor the ignored index
     */
    public void ofLogits(float[] logits, int offset, int[] targets, int targetOffset, int rows, double[] sums) {
        int together = Math.max(1, TOGETHER / classes);
        float[][] scratch = Scratch.ofThread().rows(3, together * classes);
        float[] maxima = scratch[1];
        float[] logSums = scratch[2];
        double loss = 0;
        double weight = 0;
        for (int r = 0; r < rows; r++) {
            if (r % together == 0) {
                int count = Math.min(together, rows - r);
                Softmax.logSumExp(logits, offset + r * classes, count, classes, maxima, logSums, scratch[0]);
            }
            int target = targets[targetOffset + r];
            if (target == ignored) {
                continue;
            }
            requireClass(targets, targetOffset + r, classes);
            int row = offset + r * classes;
            float logSum = logSums[r % together];
            double max = maxima[r % together]; // apart from the logarithm, which is lost beside a large maximum
            float w = weights == null ? 1f : weights[target];
            loss += (1f - smoothing) * w * (max - logits[row + target] + logSum);
            if (smoothing > 0f) {
                double spread = 0;
                for (int k = 0; k < classes; k++) {
                    spread += (weights == null ? 1f : weights[k]) * (max - logits[row + k] + logSum);
                }
                loss += smoothing / classes * spread;
            }
            weight += w;
        }
        sums[0] += loss;
        sums[1] += weight;
    }

    /** {@code ∂logits = scale · wₜ (softmax(logits) − target)}, or adds it; 0 in rows that do not count. */
    public void gradientOfLogits(
            float[] logits,
            int offset,
            int[] targets,
            int targetOffset,
            int rows,
            float scale,
            float[] gradient,
            boolean add) {
        float all = 0f; // the weights of the smoothed part of the target
        for (int k = 0; k < classes && smoothing > 0f; k++) {
            all += smoothing / classes * (weights == null ? 1f : weights[k]);
        }
        int together = Math.max(1, TOGETHER / classes);
        float[] probabilities = Scratch.ofThread().rows(1, together * classes)[0];
        for (int r = 0; r < rows; r++) {
            int row = offset + r * classes;
            if (r % together == 0) {
                Softmax.rows(logits, row, Math.min(together, rows - r), classes, probabilities, 0);
            }
            int target = targets[targetOffset + r];
            boolean counts = target != ignored;
            float w = counts ? (1f - smoothing) * (weights == null ? 1f : weights[target]) : 0f;
            int at = r % together * classes;
            for (int k = 0; k < classes; k++) {
                float slope = 0f;
                if (counts) {
                    float p = probabilities[at + k];
                    float smooth = smoothing > 0f ? smoothing / classes * (weights == null ? 1f : weights[k]) : 0f;
                    slope = scale * ((w + all) * p - (k == target ? w : 0f) - smooth);
                }
                gradient[row + k] = add ? gradient[row + k] + slope : slope;
            }
        }
    }

    /** As {@link #ofLogits}, of probabilities, every class with weight 1; logarithms are no less than −100. */
    public void ofProbabilities(
            float[] probabilities, int offset, int[] targets, int targetOffset, int rows, double[] sums) {
        for (int r = 0; r < rows; r++) {
            int target = targets[targetOffset + r];
            requireClass(targets, targetOffset + r, classes);
            sums[0] -= Math.max(Scalar.log(probabilities[offset + r * classes + target]), -100f);
        }
        sums[1] += rows;
    }

    /** {@code ∂pₜ = −scale / pₜ}, 0 for the other classes. */
    public void gradientOfProbabilities(
            float[] probabilities,
            int offset,
            int[] targets,
            int targetOffset,
            int rows,
            float scale,
            float[] gradient,
            boolean add) {
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < classes; k++) {
                int at = offset + r * classes + k;
                boolean isTarget = k == targets[targetOffset + r];
                float slope = isTarget ? -scale / Math.max(probabilities[at], 1e-12f) : 0f;
                gradient[at] = add ? gradient[at] + slope : slope;
            }
        }
    }

    private static void requireClass(int[] targets, int position, int classes) {
        if (targets[position] < 0 || targets[position] >= classes) {
            throw new TargetException(targets, position, classes);
        }
    }
}
