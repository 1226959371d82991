package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Rotates pairs of features by angles that grow with their step, so that the product of a query and a key depends on how far
 * apart they are: {@code [steps, k] → [steps, k]} (Su and others 2021). Pair {@code i} of a head of size {@code d} turns by
 * {@code t / base^(2i / d)} at step {@code t}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Rotary {
    /** The number of heads that the features fall into; each has an even number of them. */
    int heads() default 1;

    /** The base of the angles, over 1. */
    float base() default 10000f;

    /** Whether pairs are neighbours {@code (2i, 2i + 1)}, as in the paper; else {@code (i, i + d/2)}, as in many language models. */
    boolean interleaved() default true;

    /** Unused: there are no parameters. */
    String name() default "";
}
