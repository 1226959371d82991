package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The mean over axes: {@code […, k, …] → […, …]}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Mean {
    /** {@return the axes of a sample, from 0, or from −1 backwards; empty for all of them} */
    int[] axis() default {};

    /** {@return whether each reduced axis stays, with size 1} */
    boolean keepDims() default false;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
