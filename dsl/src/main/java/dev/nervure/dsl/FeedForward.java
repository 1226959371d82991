package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = W₂ g(W₁ x + b₁) + b₂}: {@code […, k] → […, k]} (Vaswani and others 2017). Parameters {@code linear1.weight
 * [hidden, k]}, {@code linear1.bias}, {@code linear2.weight [k, hidden]}, {@code linear2.bias}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface FeedForward {
    /** The size between the two layers. */
    int hidden() default 0;

    /** {@code g}. */
    Activation activation() default Activation.RELU;

    /** Whether the biases are there. */
    boolean bias() default true;

    /** Whether the parameters are learned. */
    boolean trainable() default true;

    /** The names of the dense layers within, in the order of computation. */
    String[] parts() default {"linear1", "linear2"};

    /** A dotted path for the parameters, where the tensor's name will not do. */
    String name() default "";
}
