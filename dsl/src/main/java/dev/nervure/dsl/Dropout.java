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
    /** {@return the probability that a value becomes 0, 0 to under 1} */
    float p() default 0.5f;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
