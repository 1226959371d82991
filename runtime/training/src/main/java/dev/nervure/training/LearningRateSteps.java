package dev.nervure.training;

import java.util.Arrays;

/** The learning rate of each step of a run; of a long run of every second one, every fourth, and so on. */
final class LearningRateSteps {
    private static final int MOST = 2048;

    private double[] epochs = new double[64];
    private double[] rates = new double[64];
    private int size;
    private long steps;
    private long every = 1;

    /**
     * Adds a step.
     *
     * @param epoch where in the run it is, in epochs: 1.5 is the middle of the second
     * @param rate the learning rate
     */
    void add(double epoch, double rate) {
        if (steps++ % every != 0) {
            return;
        }
        if (size == MOST) {
            thin();
            if (steps % every != 1) {
                return;
            }
        }
        if (size == epochs.length) {
            epochs = Arrays.copyOf(epochs, 2 * size);
            rates = Arrays.copyOf(rates, 2 * size);
        }
        epochs[size] = epoch;
        rates[size++] = rate;
    }

    private void thin() {
        for (int i = 0; i < size / 2; i++) {
            epochs[i] = epochs[2 * i];
            rates[i] = rates[2 * i];
        }
        size /= 2;
        every *= 2;
    }

    double[] epochs() {
        return Arrays.copyOf(epochs, size);
    }

    double[] rates() {
        return Arrays.copyOf(rates, size);
    }
}
