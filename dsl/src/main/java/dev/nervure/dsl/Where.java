package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = a} where a tensor of booleans is true, {@code b} elsewhere. The layer reads the booleans, {@code a} and
 * {@code b}; {@code a} and {@code b} hold values of one type. Samples broadcast as those of {@link Add}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Where {
    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
