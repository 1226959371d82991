package dev.nervure.examples.benchmarks.engine;

import java.util.Random;

/** Values that no engine can guess. */
final class Randoms {
    private Randoms() {}

    /** Normal values, the same for the same seed. */
    static float[] normal(long seed, int size) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
