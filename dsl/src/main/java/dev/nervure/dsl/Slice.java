package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values from index {@code start} to {@code end − 1} along an axis: {@code […, k, …] → […, end − start, …]}. Of a
 * variable axis an index must be there in the shortest sample too, which has length 1: the first index ({@code start = 0,
 * end = 1}) or the last ({@code start = −1}), for example.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Slice {
    /** {@return the axis of a sample, from 0, or from −1 backwards} */
    int axis();

    /** {@return the first index of the slice; a negative one counts from the end} */
    int start() default 0;

    /**
     * {@return the first index after the slice; a negative one counts from the end, a larger one than the size means
     * the end}
     */
    int end() default Integer.MAX_VALUE;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
