package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code a < b}, or another {@link Comparison}, element by element: booleans. Samples broadcast as those of {@link
 * Add}. Both tensors hold floats, or both integers. Tensors of booleans can be compared by {@link Comparison#EQUAL} and
 * {@link Comparison#NOT_EQUAL}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Compare {
    /** {@return the comparison of the first tensor with the second} */
    Comparison value();

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
