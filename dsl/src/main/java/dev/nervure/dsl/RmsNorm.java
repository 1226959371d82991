package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = x / √(mean of x² + eps) · w} over the last axis, {@code […, k] → […, k]} (Zhang, Sennrich 2019). Parameter
 * {@code weight [k]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface RmsNorm {
    /** {@return {@code ε}, added to the mean square; over 0, by default the distance from 1 to the next float} */
    float eps() default 1.1920929e-7f;

    /** {@return whether the layer has the parameter {@code w}} */
    boolean affine() default true;

    /** {@return the activation, applied to each result} */
    Activation activation() default Activation.IDENTITY;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
