package ${package};

import dev.nervure.training.Dataset;
import java.util.Random;

/** Flowers drawn around the mean sizes of their kind. Put your own data here. */
final class FlowerData {
    private static final float[][] MEANS = {{5.0f, 3.4f, 1.5f, 0.2f}, {5.9f, 2.8f, 4.3f, 1.3f}, {6.6f, 3.0f, 5.6f, 2.0f}};

    private FlowerData() {}

    /** So many flowers, four fifths of them for training; the same for the same seed. */
    static Dataset.Split draw(int flowers, long seed) {
        float[][] sizes = new float[flowers][4];
        int[] kinds = new int[flowers];
        Random random = new Random(seed);
        for (int i = 0; i < flowers; i++) {
            kinds[i] = i % 3;
            for (int s = 0; s < 4; s++) {
                sizes[i][s] = MEANS[kinds[i]][s] + 0.3f * (float) random.nextGaussian();
            }
        }
        return Dataset.of(sizes, kinds).split(0.8, seed);
    }
}
