package dev.nervure.examples.classics;

import dev.nervure.runtime.CtcDecoding;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Sample;
import dev.nervure.training.Trainer;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Random;

/** Learns to spell what it hears, from sounds of which nobody said where each letter is. */
final class Spelling {
    private static final int TRAIN = 600;

    private Spelling() {}

    static double run(long seed, PrintStream out) {
        Random random = new Random(seed);
        Sample[] samples = new Sample[TRAIN + 100];
        Arrays.setAll(samples, i -> spoken(random));
        SoundsModel model = SoundsModel.create(seed);
        Trainer.of(model)
                .optimizer(Optimizers.adam(1e-2f))
                .batchSize(20)
                .epochs(10)
                .seed(seed)
                .fit(Dataset.of(TRAIN, i -> samples[i]));
        int wrong = 0;
        int all = 0;
        for (int i = TRAIN; i < samples.length; i++) {
            int[] labels = samples[i].ints("labels");
            int[] said = Arrays.stream(labels).filter(label -> label > 0).toArray();
            int[] heard = CtcDecoding.beam(model.predict(samples[i].floats("sound")), Sounds.CLASSES + 1, 0, 8);
            if (i < TRAIN + 5) {
                out.println(Arrays.toString(said) + " heard as " + Arrays.toString(heard));
            }
            wrong += apart(said, heard);
            all += said.length;
        }
        return (double) wrong / all;
    }

    /** Each letter is a band that rises for two to four steps, with pauses and noise. */
    private static Sample spoken(Random random) {
        float[] sound = new float[Sounds.STEPS * Sounds.BANDS];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = 0.3f * (float) random.nextGaussian();
        }
        int[] labels = new int[Sounds.LABELS];
        int count = 1 + random.nextInt(Sounds.LABELS);
        for (int k = 0, t = 0; k < count; k++) {
            labels[k] = 1 + random.nextInt(Sounds.CLASSES);
            t += 1 + random.nextInt(2);
            for (int end = t + 2 + random.nextInt(3); t < end; t++) {
                sound[t * Sounds.BANDS + labels[k] - 1] += 1;
            }
        }
        return Sample.named().floats("sound", sound).ints("labels", labels);
    }

    /** The least number of letters to change, add or take away. */
    private static int apart(int[] a, int[] b) {
        int[] row = new int[b.length + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int same = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(same, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length];
    }
}
