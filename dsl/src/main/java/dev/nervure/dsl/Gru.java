package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A gated recurrent layer (Cho and others 2014): gates {@code r, z = σ(…)} of {@code Wᵢ xₜ + bᵢ + Wₕ hₜ₋₁ + bₕ} in the
 * order r, z, n, {@code n = tanh(Wᵢ xₜ + bᵢ + r (Wₕ hₜ₋₁ + bₕ))}, {@code hₜ = (1 − z) n + z hₜ₋₁}. {@code [steps,
 * features] → [steps, units]}, or {@code [2 units]} wide if bidirectional. Reads the steps and, if wanted, the first
 * state, {@code [layers directions, units]}, or {@code [units]} where there is one; it is 0 otherwise. Parameters of
 * layer {@code k}: {@code weight_ih_lk [3 units, in]}, {@code weight_hh_lk [3 units, units]}, {@code bias_ih_lk} and
 * {@code bias_hh_lk}, and the same with {@code _reverse}.
 *
 * <p>{@link Part} 1 is the final state of each layer and direction, {@code [layers directions, units]}, or {@code [units]} where there
 * is one.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Gru {
    /** The size of the state. */
    int units() default 0;

    /** The number of layers, each reading the one before. */
    int layers() default 1;

    /** Whether a second state goes backwards; the results stand side by side. */
    boolean bidirectional() default false;

    /** Whether the biases are there. */
    boolean bias() default true;

    /** Whether only the final states of the last layer are given, {@code [units]}, without the steps. */
    boolean lastOnly() default false;

    /** Whether the parameters are learned. */
    boolean trainable() default true;

    /** A dotted path for the parameters, where the tensor's name will not do. */
    String name() default "";
}
