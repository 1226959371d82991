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
    /** The number of results. */
    int units() default 0;

    /** Whether {@code b} is added. */
    boolean bias() default true;

    /** What is applied to each result. */
    Activation activation() default Activation.IDENTITY;

    /** How the weights begin. */
    Initializer initializer() default Initializer.DEFAULT;

    /** What {@link Initializer#CONSTANT}, {@link Initializer#NORMAL} and {@link Initializer#UNIFORM} are told. */
    float constant() default 0f;

    /** Whether the parameters are learned. */
    boolean trainable() default true;

    /** A dotted path for the parameters, where the tensor's name will not do. */
    String name() default "";
}
