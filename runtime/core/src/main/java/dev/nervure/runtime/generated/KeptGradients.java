package dev.nervure.runtime.generated;

import dev.nervure.runtime.kernel.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gradients of the parameters that wait while a backward pass overwrites them, and are added to what it wrote. Generated
 * code sets gradients and knows nothing of this: one copy and one sum cost little compared with a pass.
 */
final class KeptGradients {
    private final List<CompiledParameter> parameters = new ArrayList<>();
    private final List<float[][]> live = new ArrayList<>();
    private final List<float[][]> kept = new ArrayList<>();

    KeptGradients(CompiledWeights weights, Map<String, Storage> gradients) {
        gradients.forEach((name, gradient) -> {
            parameters.add(weights.own(name));
            live.add(gradient.chunks());
            kept.add(gradient.zeros().chunks());
        });
    }

    void keep() {
        for (int p = 0; p < live.size(); p++) {
            float[][] from = live.get(p);
            for (int c = 0; c < from.length; c++) {
                System.arraycopy(from[c], 0, kept.get(p)[c], 0, from[c].length);
            }
        }
    }

    void add() {
        for (int p = 0; p < live.size(); p++) {
            if (parameters.get(p).frozen()) {
                continue; // the pass did not write them
            }
            float[][] to = live.get(p);
            for (int c = 0; c < to.length; c++) {
                add(to[c], kept.get(p)[c]);
            }
        }
    }

    private static void add(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }
}
