package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * In training, each value is 0 with probability {@code p} and {@code x / (1 − p)} otherwise; in evaluation {@code y =
 * x} (Srivastava and others 2014).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Dropout {
    /** The probability of a 0. */
    float p() default 0.5f;

    /** Unused: there are no parameters. */
    String name() default "";
}
