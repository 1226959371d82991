package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A row of zeros for each integer, with a 1 at its index, as floats: integers {@code […]} → {@code […, classes]}. An
 * integer outside of 0 to {@code classes − 1} gives zeros alone.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface OneHot {
    /** {@return the number of classes, at least 1} */
    int classes() default 0;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
