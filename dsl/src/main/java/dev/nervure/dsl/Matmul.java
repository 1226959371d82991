package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The matrix product {@code y = a · b} over the last two axes, {@code […, r, k], […, k, c] → […, r, c]}. The axes
 * before them broadcast as PyTorch's do.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Matmul {
    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
