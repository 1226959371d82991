package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = W_d (g(W_g x) ⊙ W_u x)}: {@code […, k] → […, k]}, SwiGLU with SILU, GeGLU with GELU (Shazeer 2020).
 * Parameters {@code gate_proj.weight [hidden, k]}, {@code up_proj.weight [hidden, k]}, {@code down_proj.weight [k,
 * hidden]}, and a {@code bias} of each if {@link #bias}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GatedFeedForward {
    /** {@return the number of hidden units, at least 1} */
    int hidden() default 0;

    /** {@return the activation {@code g}} */
    Activation activation() default Activation.SILU;

    /** {@return whether the layer has biases} */
    boolean bias() default false;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the names of the three dense layers, in the order gate, up, down} */
    String[] parts() default {"gate_proj", "up_proj", "down_proj"};

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
