package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fixed numbers, not learned, the same for every sample: {@code [shape…]}. The tensor holds floats, or integers if
 * {@link #ints} is given. Large constants become tables of generated classes, so the size of a class file does not
 * limit them.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Constant {
    /** {@return the floats, row by row; one stands for all, none for zeros} */
    float[] value() default {};

    /** {@return the integers, row by row, in place of floats; one stands for all} */
    int[] ints() default {};

    /** {@return the sizes of the axes; empty for a scalar} */
    int[] shape() default {};

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
