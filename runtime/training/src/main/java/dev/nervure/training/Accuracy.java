package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;

/** See {@link Metric#accuracy}. */
record Accuracy(Comparison between) implements Metric {
    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Meter meter(Model model) {
        Comparison names = between.of(model);
        int classes = between.classes(model);
        TensorInfo targets = between.target(model);
        return new Meter() {
            @Override
            public int sums() {
                return 2;
            }

            @Override
            public void add(Activations a, int n, double[] sums) {
                float[] output = a.floats(names.output());
                int[] target = a.ints(names.target());
                int rows = targets.size();
                for (int s = 0; s < n; s++) {
                    int end = s * rows + targets.size(a, s);
                    for (int row = s * rows; row < end; row++) {
                        if (target[row] >= 0) {
                            sums[0] += largest(output, row * classes, classes) == target[row] ? 1 : 0;
                            sums[1]++;
                        }
                    }
                }
            }

            @Override
            public double value(double[] sums) {
                return sums[0] / sums[1];
            }
        };
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
