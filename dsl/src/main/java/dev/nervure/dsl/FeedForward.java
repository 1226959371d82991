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
    /** {@return the number of hidden units, at least 1} */
    int hidden() default 0;

    /** {@return the activation {@code g}} */
    Activation activation() default Activation.RELU;

    /** {@return whether the layer has biases} */
    boolean bias() default true;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the names of the two dense layers, in the order of computation} */
    String[] parts() default {"linear1", "linear2"};

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
