package snapshot;

import dev.nervure.runtime.Generated;
import dev.nervure.runtime.generated.CompiledActivations;
import dev.nervure.runtime.generated.Keep;
import dev.nervure.runtime.generated.Layers;
import java.lang.Override;
import java.lang.String;

/**
 * The values of one call of Xor: owned by one thread.
 */
@Generated("Xor")
public final class XorActivations extends CompiledActivations {
    final float[] bits;

    final float[] hidden;

    final float[] odd;

    final float[] targets;

    final float[] loss;

    final float[] oddZ;

    final double[] lossSums;

    XorActivations(Keep keep, int capacity) {
        super(keep, capacity);
        bits = newFloats(2);
        odd = newFloats(1);
        targets = newFloats(1);
        loss = new float[1];
        oddZ = newFloats(1);
        lossSums = new double[2];
        if (keep == Keep.INFERENCE) {
            float[] shared0 = newFloats(3);
            hidden = shared0;
        } else {
            hidden = newFloats(3);
        }
    }

    /**
     * Input [n, 2]
     */
    public float[] bits() {
        return bits;
    }

    /**
     * Dense [n, 3]
     */
    public float[] hidden() {
        return kept(hidden, "hidden", Keep.TRAINING);
    }

    /**
     * Dense [n, 1]
     */
    public float[] odd() {
        return odd;
    }

    /**
     * Target [n, 1]
     */
    public float[] targets() {
        return targets;
    }

    /**
     * BinaryCrossEntropy []
     */
    public float[] loss() {
        return loss;
    }

    @Override
    protected void describe(Layers layers) {
        layers.add("bits", "Input", "", new int[] {2});
        layers.add("hidden", "Dense", "TANH", new int[] {3}, "hidden.weight", "hidden.bias");
        layers.add("odd", "Dense", "SIGMOID", new int[] {1}, "odd.weight", "odd.bias");
        layers.add("targets", "Target", "", new int[] {1});
        layers.add("loss", "BinaryCrossEntropy", "", new int[] {});
        layers.loss(this.lossSums);
    }

    @Override
    public float[] floats(String tensor) {
        return switch (tensor) {
            case "bits" -> bits();
            case "hidden" -> hidden();
            case "odd" -> odd();
            case "targets" -> targets();
            case "loss" -> loss();
            default -> turnOf(tensor).floats(nameInTurn(tensor));
        };
    }

    @Override
    public int[] ints(String tensor) {
        return turnOf(tensor).ints(nameInTurn(tensor));
    }
}
