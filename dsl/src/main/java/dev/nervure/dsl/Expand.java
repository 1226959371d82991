package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The same values again along axes of size 1, and along further axes before the first: {@code [3, 1] → [2, 3, 4]}. It is
 * PyTorch's {@code expand}. The layer reads a tensor of any type.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Expand {
    /**
     * {@return the shape of a sample; −1 keeps the size of an axis. Axes are aligned at the last one, and each has the size
     * that the tensor has there, or the tensor has 1}
     */
    int[] value() default {};

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
