package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The same values with other axes: {@code […] → [value…]}. If the first axis is
 * variable, it stays the first: {@code value} begins with −1, and the product of the other sizes divides the values of
 * every length.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Reshape {
    /** {@return the sizes of a sample; one may be −1 and follows from the others} */
    int[] value() default {};

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
