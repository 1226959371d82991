package snapshot;

import dev.nervure.runtime.Generated;
import dev.nervure.runtime.generated.CompiledWeights;
import dev.nervure.runtime.generated.Initial;
import dev.nervure.runtime.kernel.Storage;

/**
 * The parameters of Xor: learned, shared by all threads.
 */
@Generated("Xor")
public final class XorWeights extends CompiledWeights {
    /**
     * hidden.weight [3, 2]
     */
    final float[] hiddenWeight = new float[6];

    /**
     * hidden.bias [3]
     */
    final float[] hiddenBias = new float[3];

    /**
     * odd.weight [1, 3]
     */
    final float[] oddWeight = new float[3];

    /**
     * odd.bias [1]
     */
    final float[] oddBias = new float[1];

    XorWeights() {
        parameter("hidden.weight", Storage.flat(hiddenWeight), Initial.uniform(0.70710677f), 3, 2);
        parameter("hidden.bias", Storage.flat(hiddenBias), Initial.uniform(0.70710677f), 3);
        parameter("odd.weight", Storage.flat(oddWeight), Initial.uniform(0.57735026f), 1, 3);
        parameter("odd.bias", Storage.flat(oddBias), Initial.uniform(0.57735026f), 1);
    }
}
