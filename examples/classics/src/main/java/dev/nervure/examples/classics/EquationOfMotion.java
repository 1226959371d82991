package dev.nervure.examples.classics;

import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Schedule;
import dev.nervure.training.Trainer;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Random;

/** Solves an equation of motion: the network is told the equation, and nothing of its solution. */
final class EquationOfMotion {
    private static final float END = 3; // seconds

    private EquationOfMotion() {}

    static double run(long seed, PrintStream out) {
        Random random = new Random(seed);
        float[][] times = new float[512][1];
        for (float[] time : times) {
            time[0] = END * random.nextFloat();
        }
        OscillatorModel model = OscillatorModel.create(seed);
        Trainer.of(model)
                .optimizer(Optimizers.adam(1e-2f))
                .schedule(Schedule.cosineBySteps())
                .batchSize(8)
                .epochs(60)
                .seed(seed)
                .fit(Dataset.of(times));
        double worst = 0;
        for (float t = 0; t <= END; t += 0.25f) {
            float y = model.predict(new float[] {t})[0];
            double turns = Math.sqrt(3.96); // of the solution that one can write down
            double truth = Math.exp(-0.2 * t) * (Math.cos(turns * t) + 0.2 / turns * Math.sin(turns * t));
            worst = Math.max(worst, Math.abs(y - truth));
            String place = " ".repeat((int) (20 + 20 * y)) + "●";
            out.printf(Locale.ROOT, "%4.2f s  %7.4f  (%7.4f)  %s%n", t, y, truth, place);
        }
        return worst;
    }
}
