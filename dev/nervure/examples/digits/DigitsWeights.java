package dev.nervure.examples.digits;

import dev.nervure.runtime.CompiledWeights;
import dev.nervure.runtime.Generated;
import dev.nervure.runtime.Initial;
import dev.nervure.runtime.kernel.Storage;

/**
 * The parameters of Digits: learned, shared by all threads.
 */
@Generated("Digits")
final class DigitsWeights extends CompiledWeights {
    /**
     * hidden.weight [64, 64]
     */
    final float[][] hiddenWeight = new float[64][64];

    /**
     * hidden.bias [64]
     */
    final float[] hiddenBias = new float[64];

    /**
     * logits.weight [10, 64]
     */
    final float[][] logitsWeight = new float[64][10];

    /**
     * logits.bias [10]
     */
    final float[] logitsBias = new float[10];

    DigitsWeights() {
        parameter("hidden.weight", Storage.inputMajor(hiddenWeight), Initial.uniform(0.125f), 64, 64);
        parameter("hidden.bias", Storage.flat(hiddenBias), Initial.uniform(0.125f), 64);
        parameter("logits.weight", Storage.inputMajor(logitsWeight), Initial.uniform(0.125f), 10, 64);
        parameter("logits.bias", Storage.flat(logitsBias), Initial.uniform(0.125f), 10);
    }
}
