package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the network reads: {@code [n, value…]}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(java.lang.annotation.ElementType.METHOD)
public @interface Input {
    /** The sizes of one sample. */
    int[] value() default {};

    /** What its values are. */
    ElementType type() default ElementType.FLOAT;

    /** Names a symbol: the first axis is as long as each sample says, up to the given size. Empty for a fixed size. */
    String variable() default "";

    /** Unused: inputs have no parameters. */
    String name() default "";
}
