package dev.nervure.examples.classics;

import java.util.Random;

/** A cart that is pushed left or right so that the pole on it stays up (Barto, Sutton and Anderson 1983). */
final class CartPole {
    private static final double SECONDS = 0.02;

    /** Position, speed, angle and its speed. */
    final float[] state = new float[4];

    private int steps;

    void reset(Random random) {
        for (int i = 0; i < 4; i++) {
            state[i] = 0.1f * random.nextFloat() - 0.05f;
        }
        steps = 0;
    }

    int steps() {
        return steps;
    }

    /** Pushes for one step, and says whether the pole still stands. */
    boolean push(boolean right) {
        double cos = Math.cos(state[2]);
        double sin = Math.sin(state[2]);
        double thrust = ((right ? 10 : -10) + 0.05 * state[3] * state[3] * sin) / 1.1;
        double turn = (9.8 * sin - cos * thrust) / (0.5 * (4 / 3.0 - 0.1 * cos * cos / 1.1));
        double speedUp = thrust - 0.05 * turn * cos / 1.1;
        state[0] += (float) (SECONDS * state[1]);
        state[1] += (float) (SECONDS * speedUp);
        state[2] += (float) (SECONDS * state[3]);
        state[3] += (float) (SECONDS * turn);
        steps++;
        return Math.abs(state[0]) < 2.4 && Math.abs(state[2]) < 0.2095;
    }
}
