package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** What losses compare predictions with: {@code [n, value…]}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@java.lang.annotation.Target(java.lang.annotation.ElementType.METHOD)
public @interface Target {
    /** The sizes of one sample. */
    int[] value();

    /** What its values are. */
    ElementType type() default ElementType.FLOAT;

    /** Names a symbol: the first axis is as long as each sample says, up to the given size. Empty for a fixed size. */
    String variable() default "";

    /** Unused: targets have no parameters. */
    String name() default "";
}
