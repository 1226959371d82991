package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A recurrent layer: {@code hₜ = g(Wᵢ xₜ + bᵢ + Wₕ hₜ₋₁ + bₕ)}. {@code [steps, features] → [steps, units]}, or {@code
 * [2 units]} wide if bidirectional. The layer reads the steps and, if given, the initial state, {@code [layers
 * directions, units]}, or {@code [units]} if there is one layer and direction; without it the state begins with 0.
 * Parameters of layer {@code k}: {@code weight_ih_lk [units, in]}, {@code weight_hh_lk [units, units]}, {@code
 * bias_ih_lk} and {@code bias_hh_lk}, and the same with {@code _reverse}.
 *
 * <p>{@link Part} 1 is the final state of each layer and direction, {@code [layers directions, units]}, or {@code
 * [units]} if there is one.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Rnn {
    /** {@return the size of the state, at least 1} */
    int units() default 0;

    /** {@return the number of layers, 1 to 1,000; each reads the result of the previous one} */
    int layers() default 1;

    /**
     * {@return whether a second state runs from the last step to the first; each step then gives both results, forwards
     * first}
     */
    boolean bidirectional() default false;

    /** {@return whether the layer has biases} */
    boolean bias() default true;

    /** {@return whether only the final states of the last layer are given, {@code [units]}, without the steps} */
    boolean lastOnly() default false;

    /**
     * {@return the probability that a value between two layers becomes 0 in training, as by {@link Dropout}; 0 to under
     * 1, and 0 for one layer}
     */
    float dropout() default 0f;

    /** {@return the activation {@code g} of the state, {@link Activation#TANH} or {@link Activation#RELU}} */
    Activation nonlinearity() default Activation.TANH;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
