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
    /** What keeps the division finite. */
    float eps() default 1e-5f;

    /** Whether {@code w} and {@code b} are there. */
    boolean affine() default true;

    /** Whether the parameters are learned. */
    boolean trainable() default true;

    /** A dotted path for the parameters, where the tensor's name will not do. */
    String name() default "";
}
