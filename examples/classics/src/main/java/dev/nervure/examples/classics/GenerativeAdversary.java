package dev.nervure.examples.classics;

import dev.nervure.runtime.TrainingPass;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Updater;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Random;

/** Two networks against each other: one makes points, the other tells them from those of a ring (Goodfellow and others 2014). */
final class GenerativeAdversary {
    private static final int N = 64;

    private GenerativeAdversary() {}

    static double run(long seed, PrintStream out) {
        Random random = new Random(seed);
        MakerModel maker = MakerModel.create(seed);
        JudgeModel judge = JudgeModel.create(seed + 1);
        MakerModel mean = maker.copy(); // of the makers of all steps: single ones run in circles
        Updater ofMaker = Updater.of(maker, Optimizers.adam(1e-3f).betas(0.5f, 0.99f));
        Updater ofJudge =
                Updater.of(judge, Optimizers.adam(2e-3f).betas(0.5f, 0.99f).weightDecay(1e-4f));
        MakerActivations made = maker.newTrainingActivations(N);
        MakerGradients dMade = maker.newTrainingGradients(N);
        JudgeActivations judged = judge.newTrainingActivations(N);
        JudgeGradients dJudged = judge.newGradients(N); // the gradient of the point, too
        for (int step = 0; step < 1300; step++) {
            for (int i = 0; i < 2 * N; i++) {
                made.noise()[i] = (float) random.nextGaussian();
            }
            maker.forward(made, N, TrainingPass.of(seed, 0));
            for (int i = 0; i < N; i++) {
                double angle = 2 * Math.PI * random.nextDouble();
                judged.point()[2 * i] = (float) (2 * Math.cos(angle) + 0.1 * random.nextGaussian());
                judged.point()[2 * i + 1] = (float) (2 * Math.sin(angle) + 0.1 * random.nextGaussian());
            }
            judge(judge, judged, dJudged, 1, false); // these are real …
            System.arraycopy(made.point(), 0, judged.point(), 0, 2 * N);
            judge(judge, judged, dJudged, 0, true); // … and these are not
            ofJudge.step(dJudged);
            judge(judge, judged, dJudged, 1, false); // the maker wants to pass for real
            System.arraycopy(dJudged.point(), 0, dMade.point(), 0, 2 * N);
            maker.backward(made, dMade, N);
            ofMaker.step(dMade);
            mean.weights().blend(maker.weights(), 0.01f);
        }
        Scatter points = new Scatter(3);
        int near = 0;
        for (int i = 0; i < 500; i++) {
            float[] p = mean.predict(new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()});
            points.add(p[0], p[1]);
            near += Math.abs(Math.hypot(p[0], p[1]) - 2) < 0.4 ? 1 : 0;
        }
        out.print(points);
        return Math.min(near / 500.0, points.sectors() / 8.0); // a maker that keeps to one place does not pass
    }

    private static void judge(JudgeModel model, JudgeActivations a, JudgeGradients g, float real, boolean add) {
        Arrays.fill(a.targets(), real);
        model.forward(a, N, TrainingPass.of(0, 0));
        model.backward(a, g, N, add);
    }
}
