package dev.nervure.examples.classics;

import dev.nervure.runtime.TrainingPass;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Updater;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Learns to balance a pole by trying: deep Q-learning with a second network that follows slowly (Mnih and others 2015). */
final class CartPoleByValues {
    private static final int N = 32;
    private static final int EPISODES = 150;

    /** What happened once. */
    private record Event(float[] before, int action, boolean stands, float[] after) {}

    private CartPoleByValues() {}

    static double run(long seed, PrintStream out) {
        Random random = new Random(seed);
        ValuesModel online = ValuesModel.create(seed);
        ValuesModel target = online.copy();
        Updater updater = Updater.of(online, Optimizers.adam(1e-3f)).clipNorm(10f);
        ValuesActivations now = online.newTrainingActivations(N);
        ValuesActivations next = target.newInferenceActivations(N);
        ValuesGradients g = online.newTrainingGradients(N);
        List<Event> memory = new ArrayList<>();
        CartPole pole = new CartPole();
        double late = 0;
        for (int episode = 0; episode < EPISODES; episode++) {
            pole.reset(random);
            for (boolean stands = true; stands && pole.steps() < 200; ) {
                float[] before = pole.state.clone();
                float[] q = online.predict(before);
                boolean tries = random.nextDouble() < Math.max(0.02, 0.5 - 0.005 * episode);
                int action = tries ? random.nextInt(2) : q[1] > q[0] ? 1 : 0;
                stands = pole.push(action == 1);
                memory.add(new Event(before, action, stands, pole.state.clone()));
                if (memory.size() < 4 * N) {
                    continue;
                }
                Event[] drawn = new Event[N];
                for (int i = 0; i < N; i++) {
                    drawn[i] = memory.get(random.nextInt(memory.size()));
                    System.arraycopy(drawn[i].before, 0, now.state(), 4 * i, 4);
                    System.arraycopy(drawn[i].after, 0, next.state(), 4 * i, 4);
                }
                target.forward(next, N);
                online.forward(now, N, TrainingPass.of(seed, 0));
                System.arraycopy(now.values(), 0, now.targets(), 0, 2 * N); // nothing pulls at the other push
                for (int i = 0; i < N; i++) {
                    float best = Math.max(next.values()[2 * i], next.values()[2 * i + 1]);
                    now.targets()[2 * i + drawn[i].action] = 1 + (drawn[i].stands ? 0.98f * best : 0);
                }
                online.backward(now, g, N);
                updater.step(g);
                target.weights().blend(online.weights(), 0.01f);
            }
            if (episode % 20 == 19) {
                out.printf("episode %3d: %3d steps %s%n", episode + 1, pole.steps(), "▪".repeat(pole.steps() / 5));
            }
            late += episode < EPISODES - 40 ? 0 : pole.steps() / 40.0;
        }
        return late;
    }
}
