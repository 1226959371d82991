package dev.nervure.training;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;
import dev.nervure.runtime.generated.LossInfo;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/** Calls a loss in Java for the activations and gradients of one shard. */
final class OwnLoss {
    /** How the sums of such a loss are named. */
    static final List<LossInfo> INFO = List.of(new LossInfo("loss", "Java", "", "", 1f));

    private final JavaLoss<Activations, Gradients> loss;
    private final Activations a;
    private final Gradients g;
    private final float[][] seeds; // ∂loss/∂output of each output that has one
    private final int[] sizes; // of a sample

    OwnLoss(Model model, JavaLoss<Activations, Gradients> loss, Activations a, Gradients g) {
        this.loss = loss;
        this.a = a;
        this.g = g;
        List<TensorInfo> outputs =
                model.outputs().stream().filter(output -> has(g, output)).toList();
        this.seeds = outputs.stream().map(output -> g.activation(output.name())).toArray(float[][]::new);
        this.sizes = outputs.stream().mapToInt(TensorInfo::size).toArray();
    }

    private static boolean has(Gradients g, TensorInfo output) {
        if (output.integers()) {
            return false;
        }
        try {
            return g.activation(output.name()).length > 0;
        } catch (NoSuchElementException e) {
            return false; // nothing that is learned leads to it
        }
    }

    /** The mean loss of {@code n} samples; their gradients are in the gradients of the outputs. */
    double compute(int n) {
        for (int o = 0; o < seeds.length; o++) {
            Arrays.fill(seeds[o], 0, n * sizes[o], 0f);
        }
        return loss.of(a, g, n);
    }

    /** Multiplies the gradients of the outputs: the mean of a shard is a part of the mean of the batch. */
    void scale(int n, float share) {
        if (share == 1f) {
            return;
        }
        for (int o = 0; o < seeds.length; o++) {
            for (int i = 0; i < n * sizes[o]; i++) {
                seeds[o][i] *= share;
            }
        }
    }
}
