package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Long short-term memory (Hochreiter, Schmidhuber 1997): gates {@code i, f, o = σ(…)}, {@code g = tanh(…)} of {@code Wᵢ
 * xₜ + bᵢ + Wₕ hₜ₋₁ + bₕ} in the order i, f, g, o, {@code cₜ = f cₜ₋₁ + i g}, {@code hₜ = o tanh(cₜ)}. {@code [steps,
 * features] → [steps, units]}, or {@code [2 units]} wide if bidirectional. Reads the steps and, if wanted, the first
 * {@code h} and {@code c}, {@code [layers directions, units]}, or {@code [units]} where there is one; it is 0
 * otherwise. Parameters of layer {@code k}: {@code weight_ih_lk [4 units, in]}, {@code weight_hh_lk [4 units, units]},
 * {@code bias_ih_lk} and {@code bias_hh_lk}, and the same with {@code _reverse}.
 *
 * <p>{@link Part} 1 and 2 are the final {@code h} and {@code c} of each layer and direction, {@code [layers directions, units]}, or
 * {@code [units]} where there is one.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Lstm {
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
