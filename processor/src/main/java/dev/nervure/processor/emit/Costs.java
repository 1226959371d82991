package dev.nervure.processor.emit;

import dev.nervure.processor.plan.Memory;
import dev.nervure.processor.plan.Plan;
import java.util.Locale;

/**
 * What a network, or one turn of a block, costs.
 *
 * @param parameters the number of learned and fixed values
 * @param multiplyAdds for one sample
 * @param inferenceBytes of the activations of one sample
 * @param trainingBytes the same with what backward reads
 * @param gradientBytes of the gradients of one sample's tensors
 */
public record Costs(long parameters, long multiplyAdds, long inferenceBytes, long trainingBytes, long gradientBytes) {
    public static Costs of(Plan plan) {
        return new Costs(
                plan.program().parameterCount(),
                plan.program().multiplyAdds(),
                Memory.bytes(Memory.activations(plan, false)),
                Memory.bytes(Memory.activations(plan, true)),
                Memory.bytes(Memory.gradients(plan)));
    }

    public long parameterBytes() {
        return 4 * parameters;
    }

    /** For the header of the model. */
    String sentence() {
        return String.format(
                Locale.ROOT,
                "%,d parameters, %,d bytes. One sample: %,d multiply-adds; activations of %,d bytes for inference, %,d for "
                        + "training.",
                parameters,
                parameterBytes(),
                multiplyAdds,
                inferenceBytes,
                trainingBytes);
    }
}
