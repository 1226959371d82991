package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;
import org.jspecify.annotations.Nullable;

/** See {@link Metric#accuracy}. */
record Accuracy(Comparison between) implements Comparison.Made {
    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Meter meter(Model model) {
        TensorInfo output = between.output(model);
        TensorInfo target = between.target(model);
        if (Comparison.areClasses(output, target)) {
            return new OfClasses(output, target);
        }
        Float threshold = threshold(between.lossKind(model));
        if (threshold != null) {
            return new OfYesAndNo(output, target, threshold);
        }
        throw new IllegalArgumentException(
                "accuracy needs one class for each row of the output, or a loss that compares "
                        + "the output with yes and no (sigmoid or binary cross-entropy), got output " + output
                        + " and target "
                        + target);
    }

    /** From where on an output means yes; null if the loss does not compare it with yes and no. */
    private static @Nullable Float threshold(String lossKind) {
        return switch (lossKind) {
            case "SigmoidCrossEntropy" -> 0f; // of logits
            case "BinaryCrossEntropy" -> 0.5f; // of probabilities
            default -> null;
        };
    }

    /** Rows of outputs, one for each class. */
    private record OfClasses(TensorInfo output, TensorInfo target) implements Meter {
        @Override
        public int sums() {
            return 2;
        }

        @Override
        public void add(Activations a, int n, double[] sums) {
            float[] values = a.floats(output.name());
            int[] classes = a.ints(target.name());
            int rows = target.size();
            int count = output.shape()[output.shape().length - 1];
            for (int s = 0; s < n; s++) {
                int end = s * rows + target.size(a, s);
                for (int row = s * rows; row < end; row++) {
                    if (classes[row] >= 0 && target.counts(classes[row])) {
                        sums[0] += largest(values, row * count, count) == classes[row] ? 1 : 0;
                        sums[1]++;
                    }
                }
            }
        }

        @Override
        public double value(double[] sums) {
            return sums[0] / sums[1];
        }

        private static int largest(float[] values, int from, int count) {
            int best = 0;
            for (int i = 1; i < count; i++) {
                if (values[from + i] > values[from + best]) {
                    best = i;
                }
            }
            return best;
        }
    }

    /** Outputs that say yes above a threshold, and targets above a half. */
    private record OfYesAndNo(TensorInfo output, TensorInfo target, float threshold) implements Meter {
        @Override
        public int sums() {
            return 2;
        }

        @Override
        public void add(Activations a, int n, double[] sums) {
            float[] outputs = a.floats(output.name());
            float[] targets = a.floats(target.name());
            int laidOut = target.size();
            for (int s = 0; s < n; s++) {
                int end = s * laidOut + target.size(a, s);
                for (int i = s * laidOut; i < end; i++) {
                    sums[0] += (outputs[i] > threshold) == (targets[i] > 0.5f) ? 1 : 0;
                    sums[1]++;
                }
            }
        }

        @Override
        public double value(double[] sums) {
            return sums[0] / sums[1];
        }
    }
}
