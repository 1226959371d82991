package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = (x − mean) / √(variance + eps) · w + b} over the last axis, {@code […, k] → […, k]} (Ba, Kiros, Hinton
 * 2016). Parameters {@code weight [k]} and {@code bias [k]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface LayerNorm {
    /** {@return {@code ε}, added to the variance; over 0} */
    float eps() default 1e-5f;

    /** {@return whether the layer has the parameters {@code w} and {@code b}} */
    boolean affine() default true;

    /** {@return the activation, applied to each result} */
    Activation activation() default Activation.IDENTITY;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
