package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = min(max(x, min), max)}. The slope is 0 outside of the bounds.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Clamp {
    /** The least value; the default is no bound. */
    float min() default -Float.MAX_VALUE;

    /** The greatest value; the default is no bound. */
    float max() default Float.MAX_VALUE;

    /** Unused: there are no parameters. */
    String name() default "";
}
