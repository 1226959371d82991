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
    /** What keeps the division finite; by default the distance from 1 to the next float. */
    float eps() default 1.1920929e-7f;

    /** Whether {@code w} is there. */
    boolean affine() default true;

    /** Whether the parameters are learned. */
    boolean trainable() default true;

    /** A dotted path for the parameters, where the tensor's name will not do. */
    String name() default "";
}
