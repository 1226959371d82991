package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where the least value along an axis stands, the first of equal ones: floats {@code […, k, …]} → integers {@code […, …]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ArgMin {
    /** The axis of a sample, from 0, or from −1 backwards. */
    int axis() default -1;

    /** Whether the axis stays, with size 1. */
    boolean keepDims() default false;

    /** Unused: there are no parameters. */
    String name() default "";
}
