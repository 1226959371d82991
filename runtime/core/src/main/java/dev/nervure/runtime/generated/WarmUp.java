package dev.nervure.runtime.generated;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;

/**
 * The passes of {@link Model#warmUp}: one sample and a few in turns, because HotSpot leaves out of its code what it has
 * not seen run, and compiles again when that runs after all.
 */
final class WarmUp {
    /** Enough for HotSpot's last compiler, and for what it compiles in the background to arrive. */
    private static final int PASSES = 20_000;

    private static final long AT_MOST_NANOS = 1_500_000_000;
    private static final int FEW = 8;

    private WarmUp() {}

    static void run(Model model) {
        SplitMix random = new SplitMix(0);
        Activations one = activations(model, 1, random);
        Activations few = activations(model, FEW, random);
        long start = System.nanoTime();
        for (int pass = 0; pass < PASSES && System.nanoTime() - start < AT_MOST_NANOS; pass++) {
            model.forward(one, 1);
            model.forward(few, FEW);
        }
    }

    /** With random inputs, since zeros are a case of their own to more than one branch. */
    private static Activations activations(Model model, int samples, SplitMix random) {
        Activations a = model.newInferenceActivations(samples);
        for (TensorInfo input : model.inputs()) {
            if (input.integers()) {
                fill(a.ints(input.name()), input.limit(), random);
            } else {
                fill(a.floats(input.name()), random);
            }
        }
        return a;
    }

    private static void fill(int[] values, int limit, SplitMix random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(Math.max(1, limit));
        }
    }

    private static void fill(float[] values, SplitMix random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
    }
}
