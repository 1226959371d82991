package dev.nervure.processor.reference;

import dev.nervure.dsl.Network;
import java.util.function.ToDoubleFunction;

/** Derivatives as quotients of central differences of the evaluation in double precision. */
public final class Slopes {
    /** Where the error of the quotient (h² f‴ / 6) and that of rounding (2⁻⁵³ f / h) are both near 1e-10. */
    private static final double STEP = 1e-5;

    private Slopes() {}

    /** ∂objective/∂values[i], for values that belong to the point. */
    public static double at(
            Network network, Point point, ToDoubleFunction<Evaluation> objective, double[] values, int i) {
        double value = values[i];
        values[i] = value + STEP;
        double above = objective.applyAsDouble(Evaluation.of(network, point));
        values[i] = value - STEP;
        double below = objective.applyAsDouble(Evaluation.of(network, point));
        values[i] = value;
        return (above - below) / (2 * STEP);
    }
}
