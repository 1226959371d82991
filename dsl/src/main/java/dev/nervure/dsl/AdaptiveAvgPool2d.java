package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The means of a grid of windows that cover each image: {@code [channels, height, width] → [channels, value…]}. Row
 * {@code i} of {@code h} is the mean of rows {@code ⌊i height / h⌋} to before {@code ⌈(i + 1) height / h⌉}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface AdaptiveAvgPool2d {
    /** {@return the size of the grid: one number, or height and width} */
    int[] value() default {};

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
