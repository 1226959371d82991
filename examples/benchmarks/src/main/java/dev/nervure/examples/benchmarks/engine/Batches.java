package dev.nervure.examples.benchmarks.engine;

import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.Random;

/**
 * Random samples to train on: one batch of inputs, each time with other targets, so that there is nothing to be learned
 * by heart and gradients do not vanish.
 */
final class Batches {
    private static final int DIFFERENT = 16;

    private final int outputs;
    private final float[][] inputs;
    private final int[][] classes = new int[DIFFERENT][Training.BATCH];
    private final float[][] values = new float[DIFFERENT][Training.BATCH];

    Batches(Subject subject) {
        Random random = new Random(1);
        this.outputs = subject.tensors().output().length;
        this.inputs = new float[Training.BATCH][subject.tensors().input().length];
        for (float[] sample : inputs) {
            for (int i = 0; i < sample.length; i++) {
                sample[i] = (float) random.nextGaussian();
            }
        }
        for (int batch = 0; batch < DIFFERENT; batch++) {
            for (int i = 0; i < Training.BATCH; i++) {
                classes[batch][i] = random.nextInt(outputs);
                values[batch][i] = (float) random.nextGaussian();
            }
        }
    }

    /** Whether the target is a class; otherwise it is one value. */
    boolean classification() {
        return outputs > 1;
    }

    /** The samples of every batch. */
    float[][] inputs() {
        return inputs;
    }

    /** The classes of a batch. */
    int[] classes(int batch) {
        return classes[batch % DIFFERENT];
    }

    /** The values to predict of a batch. */
    float[] values(int batch) {
        return values[batch % DIFFERENT];
    }
}
