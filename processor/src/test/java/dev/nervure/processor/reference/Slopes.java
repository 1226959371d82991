package dev.nervure.processor.reference;

import dev.nervure.dsl.Network;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Derivatives as quotients of central differences of the evaluation in double precision. */
public final class Slopes {
    /** Where the error of the quotient (h² f‴ / 6) and that of rounding (2⁻⁵³ f / h) are both near 1e-10. */
    private static final double STEP = 1e-5;

    private Slopes() {}

    /**
     * ∂objective/∂values[i] of each objective.
     *
     * @param at the network at its point
     * @param name the parameter or tensor that {@code values} of the point belong to
     */
    public static double[] of(
            List<ToDoubleFunction<Evaluation>> objectives,
            Network network,
            Evaluation at,
            String name,
            double[] values,
            int i) {
        double value = values[i];
        values[i] = value + STEP;
        Evaluation above = at.again(network, name);
        values[i] = value - STEP;
        Evaluation below = at.again(network, name);
        values[i] = value;
        return objectives.stream()
                .mapToDouble(
                        objective -> (objective.applyAsDouble(above) - objective.applyAsDouble(below)) / (2 * STEP))
                .toArray();
    }
}
