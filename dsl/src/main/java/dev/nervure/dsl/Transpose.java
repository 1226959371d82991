package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The same values with the axes in another order: axis {@code i} of the result is axis {@code axes[i]} of the tensor
 * read.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Transpose {
    /** {@return every axis of a sample once, from 0, or from −1 backwards; empty for the reverse order} */
    int[] axes() default {};

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
