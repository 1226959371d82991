package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = (x − mean) / √(variance + eps) · w + b} over each group of channels of each sample, {@code [channels, …] →
 * [channels, …]} (Wu, He 2018). Parameters {@code weight [channels]} and {@code bias [channels]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GroupNorm {
    /** The number of groups. */
    int groups() default 0;

    /** What keeps the division finite. */
    float eps() default 1e-5f;

    /** Whether {@code w} and {@code b} are there. */
    boolean affine() default true;

    /** Whether the parameters are learned. */
    boolean trainable() default true;

    /** A dotted path for the parameters, where the tensor's name will not do. */
    String name() default "";
}
