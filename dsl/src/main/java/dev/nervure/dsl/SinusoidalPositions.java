package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A fixed table with a row for each position of the sequence that it reads: {@code [n, steps, k] → [steps, k]}, to be
 * added. It has no batch. Column {@code 2i} is {@code sin(t / 10000^(2i / k))} and column {@code 2i + 1} the cosine
 * (Vaswani and others 2017).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface SinusoidalPositions {
    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
