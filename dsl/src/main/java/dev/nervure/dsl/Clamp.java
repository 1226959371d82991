package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** {@code y = min(max(x, min), max)}. The derivative is 0 outside of the bounds. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Clamp {
    /** {@return the lower bound; there is none by default} */
    float min() default -Float.MAX_VALUE;

    /** {@return the upper bound; there is none by default} */
    float max() default Float.MAX_VALUE;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
