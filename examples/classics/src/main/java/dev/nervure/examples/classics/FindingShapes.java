package dev.nervure.examples.classics;

import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Schedule;
import dev.nervure.training.Trainer;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** Learns to find squares and crosses: where, how large, and which of the two. */
final class FindingShapes {
    private static final int CELLS = Detector.CELLS * Detector.CELLS;

    private FindingShapes() {}

    static double run(long seed, PrintStream out) {
        Random random = new Random(seed);
        Scene[] scenes = new Scene[800];
        Arrays.setAll(scenes, i -> Scene.draw(random));
        DetectorModel model = DetectorModel.create(seed);
        Trainer.of(model)
                .optimizer(Optimizers.adam(1e-2f))
                .schedule(Schedule.cosine())
                .batchSize(16)
                .epochs(8)
                .seed(seed)
                .fit(Dataset.of(700, i -> scenes[i].sample()));
        int found = 0;
        int wrong = 0;
        int all = 0;
        for (int i = 700; i < scenes.length; i++) {
            float[] y = model.predict(scenes[i].image());
            all += scenes[i].shapes().size();
            for (int cell = 0; cell < CELLS; cell++) {
                if (y[cell] > 0) {
                    boolean cross = y[CELLS + cell] > 0;
                    float x0 = 4 * (y[2 * CELLS + cell] + cell % 4);
                    float y0 = 4 * (y[3 * CELLS + cell] + cell / 4);
                    float half = 4 * y[4 * CELLS + cell];
                    boolean right = scenes[i].shapes().stream()
                            .anyMatch(shape -> shape.cross() == cross && shape.overlap(x0, y0, half) > 0.5);
                    found += right ? 1 : 0;
                    wrong += right ? 0 : 1;
                    if (i == 700) {
                        String kind = cross ? "cross" : "square";
                        out.printf(Locale.ROOT, "a %s at (%.1f, %.1f) of %.1f pixels%n", kind, x0, y0, 2 * half);
                    }
                }
            }
        }
        return (double) found / (all + wrong);
    }
}
