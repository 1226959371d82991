package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** {@code y = factor x + offset}, with two fixed numbers, which are whole beside integers. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Scale {
    /** {@return the factor of every value} */
    float factor() default 1f;

    /** {@return the number added to every product} */
    float offset() default 0f;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
