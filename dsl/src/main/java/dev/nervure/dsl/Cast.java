package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The same values as another type. Floats become integers by dropping the fraction. Numbers other than 0 become true, 0
 * becomes false; true becomes 1, false 0. No gradient flows through integers.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(java.lang.annotation.ElementType.METHOD)
public @interface Cast {
    /** {@return the type of the result} */
    ElementType type();

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
