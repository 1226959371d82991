package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The index of the greatest value along an axis, the first of equal ones: {@code […, k, …]} → integers {@code
 * […, …]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ArgMax {
    /** {@return the axis of a sample, from 0, or from −1 backwards} */
    int axis() default -1;

    /** {@return whether the axis stays, with size 1} */
    boolean keepDims() default false;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
