package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A target, with which losses compare predictions: {@code [n, value…]}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@java.lang.annotation.Target(java.lang.annotation.ElementType.METHOD)
public @interface Target {
    /** {@return the sizes of one sample, without the batch; empty for a scalar} */
    int[] value();

    /** {@return the type of the values} */
    ElementType type() default ElementType.FLOAT;

    /**
     * {@return the symbol that names the length of the first axis, which each sample chooses up to the given size;
     * empty for a fixed size}
     */
    String variable() default "";

    /** {@return a path without effect: targets have no parameters} */
    String name() default "";
}
