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
    /** What keeps the division finite. */
    float eps() default 1e-5f;

    /** How far the running statistics move towards those of a batch. */
    float momentum() default 0.1f;

    /** Whether {@code w} and {@code b} are there. */
    boolean affine() default true;

    /** Whether the parameters are learned. */
    boolean trainable() default true;

    /** A dotted path for the parameters, where the tensor's name will not do. */
    String name() default "";
}
