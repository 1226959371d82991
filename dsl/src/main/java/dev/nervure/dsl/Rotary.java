package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Rotates pairs of features by angles that grow with their step, so that the product of a query and a key depends on
 * how far apart they are: {@code [steps, k] → [steps, k]} (Su and others 2021). Pair {@code i} of a head of size {@code
 * d} turns by {@code t / base^(2i / d)} at step {@code t}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Rotary {
    /** {@return the number of heads that share the features equally; each gets an even number of features} */
    int heads() default 1;

    /** {@return the base of the angles, over 1} */
    float base() default 10000f;

    /**
     * {@return whether a pair is {@code (2i, 2i + 1)}, as in the paper; else {@code (i, i + d/2)}, as in many language
     * models}
     */
    boolean interleaved() default true;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
