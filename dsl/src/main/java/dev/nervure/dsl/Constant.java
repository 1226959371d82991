package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Numbers that are given and not learned, the same for every sample: {@code [shape…]}. A tensor of floats, or of integers if
 * {@link #ints} has them. Large ones become tables of generated classes, which neither constants nor methods limit.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Constant {
    /** The floats, row by row; one stands for all, none for zeros. */
    float[] value() default {};

    /** The integers, in place of floats. */
    int[] ints() default {};

    /** The sizes of the axes; empty for a scalar. */
    int[] shape() default {};

    /** Unused: there are no parameters. */
    String name() default "";
}
