package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A dense layer, {@code y = g(x · Wᵀ + b)}: {@code […, in] → […, units]}. Parameters {@code weight [units, in]} and
 * {@code bias [units]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Dense {
    /** {@return the size of the last axis of the result, at least 1} */
    int units() default 0;

    /** {@return whether the layer has the bias {@code b}} */
    boolean bias() default true;

    /** {@return the activation {@code g}, applied to each result} */
    Activation activation() default Activation.IDENTITY;

    /** {@return the distribution of the initial weights and biases} */
    Initializer initializer() default Initializer.DEFAULT;

    /**
     * {@return the value of {@link Initializer#CONSTANT}, the deviation of {@link Initializer#NORMAL}, or the bound of
     * {@link Initializer#UNIFORM}; other initializers do not use it}
     */
    float constant() default 0f;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
