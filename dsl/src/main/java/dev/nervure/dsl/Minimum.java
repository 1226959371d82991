package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = min(a, b, …)} element by element, of 2 or more tensors of floats or of integers. Samples broadcast as
 * those of {@link Add}. Of equal values the later takes the gradient.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Minimum {
    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
