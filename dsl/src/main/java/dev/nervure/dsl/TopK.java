package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The {@code k} greatest values along an axis in descending order: {@code […, m, …] → […, k, …]}. {@link Part} 1 holds
 * their indices, integers {@code […, k, …]}. Of equal values the first comes first. NaN counts as the greatest value.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface TopK {
    /** {@return the number of values, 1 to the size of the axis} */
    int k();

    /** {@return the axis of a sample, from 0, or from −1 backwards} */
    int axis() default -1;

    /** {@return whether the greatest values are taken; else the least, in ascending order} */
    boolean largest() default true;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
