package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An input of the network: {@code [n, value…]}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(java.lang.annotation.ElementType.METHOD)
public @interface Input {
    /** {@return the sizes of one sample, without the batch; empty for a scalar} */
    int[] value() default {};

    /** {@return the type of the values} */
    ElementType type() default ElementType.FLOAT;

    /**
     * {@return the symbol that names the length of the first axis, which each sample chooses up to the given size;
     * empty for a fixed size}
     */
    String variable() default "";

    /** {@return a path without effect: inputs have no parameters} */
    String name() default "";
}
