package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = W_d (g(W_g x) ⊙ W_u x)}: {@code […, k] → […, k]}, SwiGLU with SILU, GeGLU with GELU (Shazeer 2020).
 * Parameters {@code gate_proj.weight [hidden, k]}, {@code up_proj.weight [hidden, k]}, {@code down_proj.weight [k,
 * hidden]}, and a {@code bias} of each if wanted.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GatedFeedForward {
    /** The size between the layers. */
    int hidden() default 0;

    /** {@code g}. */
    Activation activation() default Activation.SILU;

    /** Whether the biases are there. */
    boolean bias() default false;

    /** Whether the parameters are learned. */
    boolean trainable() default true;

    /** The names of the dense layers within, in the order of computation: gate, up, down. */
    String[] parts() default {"gate_proj", "up_proj", "down_proj"};

    /** A dotted path for the parameters, where the tensor's name will not do. */
    String name() default "";
}
