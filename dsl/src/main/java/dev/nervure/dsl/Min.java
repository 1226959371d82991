package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The least value over axes: {@code […, k, …] → […, …]}. Of equal ones the first takes the gradient.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Min {
    /** The axes of a sample, from 0, or from −1 backwards; empty for all of them. */
    int[] axis() default {};

    /** Whether each axis stays, with size 1. */
    boolean keepDims() default false;

    /** Unused: there are no parameters. */
    String name() default "";
}
