package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which categories occur along the last axis, or how often each does, as floats: integers {@code […, k]} → {@code […,
 * classes]}. An integer outside of 0 to {@code classes − 1} counts nowhere. Keras's {@code CategoryEncoding} with {@code
 * multi_hot} or {@code count}; {@link OneHot} gives each integer a row of its own.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface CategoryEncoding {
    /** {@return the number of categories, at least 1} */
    int classes() default 0;

    /** {@return whether to say how often each category occurs, and not only 1 for one that does} */
    boolean count() default false;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
