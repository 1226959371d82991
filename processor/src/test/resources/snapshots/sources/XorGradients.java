package snapshot;

import dev.nervure.runtime.Generated;
import dev.nervure.runtime.generated.CompiledGradients;
import dev.nervure.runtime.generated.Keep;
import dev.nervure.runtime.kernel.Storage;
import java.lang.Override;
import java.lang.String;

/**
 * ∂loss/∂parameters and ∂loss/∂tensors of one call of Xor: owned by one thread.
 */
@Generated("Xor")
public final class XorGradients extends CompiledGradients {
    final float[] hiddenWeight = new float[6];

    final float[] hiddenBias = new float[3];

    final float[] oddWeight = new float[3];

    final float[] oddBias = new float[1];

    final float[] loss;

    final float[] oddZ;

    final float[] odd;

    final float[] hidden;

    final float[] hiddenZ;

    final float[] bits;

    XorGradients(XorWeights weights, Keep keep, int capacity) {
        super(weights, keep, capacity);
        parameter("hidden.weight", Storage.flat(hiddenWeight));
        parameter("hidden.bias", Storage.flat(hiddenBias));
        parameter("odd.weight", Storage.flat(oddWeight));
        parameter("odd.bias", Storage.flat(oddBias));
        loss = new float[1];
        odd = newFloats(1);
        if (keep == Keep.TRAINING) {
            float[] shared0 = newFloats(1);
            float[] shared1 = newFloats(3);
            oddZ = shared0;
            hidden = shared1;
            hiddenZ = shared1;
            bits = NONE;
        } else {
            oddZ = newFloats(1);
            hidden = newFloats(3);
            hiddenZ = newFloats(3);
            bits = newFloats(2);
        }
    }

    /**
     * ∂loss/∂loss []
     */
    public float[] loss() {
        return loss;
    }

    /**
     * ∂loss/∂odd [n, 1]
     */
    public float[] odd() {
        return odd;
    }

    /**
     * ∂loss/∂hidden [n, 3]
     */
    public float[] hidden() {
        return kept(hidden, "hidden", Keep.EVERYTHING);
    }

    /**
     * ∂loss/∂bits [n, 2]
     */
    public float[] bits() {
        return kept(bits, "bits", Keep.EVERYTHING);
    }

    @Override
    public float[] activation(String tensor) {
        return switch (tensor) {
            case "loss" -> loss();
            case "odd" -> odd();
            case "hidden" -> hidden();
            case "bits" -> bits();
            default -> turnOf(tensor).activation(nameInTurn(tensor));
        };
    }
}
