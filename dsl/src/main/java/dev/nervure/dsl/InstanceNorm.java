package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = (x − mean) / √(variance + eps) · w + b} over each channel of each sample, {@code [channels, …] →
 * [channels, …]} (Ulyanov, Vedaldi, Lempitsky 2016). Parameters {@code weight [channels]} and {@code bias [channels]}
 * if affine.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface InstanceNorm {
    /** {@return {@code ε}, added to the variance; over 0} */
    float eps() default 1e-5f;

    /** {@return whether the layer has the parameters {@code w} and {@code b}} */
    boolean affine() default false;

    /** {@return the activation, applied to each result} */
    Activation activation() default Activation.IDENTITY;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
