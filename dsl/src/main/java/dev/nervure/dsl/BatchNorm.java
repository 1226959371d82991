package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = (x − mean) / √(variance + eps) · w + b} for each channel, {@code [channels, …] → [channels, …]} (Ioffe,
 * Szegedy 2015). In training the mean and variance are those of the whole batch, and move the running ones by {@code
 * momentum}; in evaluation they are the running ones. Parameters {@code weight}, {@code bias}, {@code running_mean} and
 * {@code running_var}, all {@code [channels]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface BatchNorm {
    /** {@return {@code ε}, added to the variance; over 0} */
    float eps() default 1e-5f;

    /** {@return the share of a batch's statistics in the new running statistics, 0 to 1} */
    float momentum() default 0.1f;

    /** {@return whether the layer has the parameters {@code w} and {@code b}} */
    boolean affine() default true;

    /** {@return the activation, applied to each result} */
    Activation activation() default Activation.IDENTITY;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
