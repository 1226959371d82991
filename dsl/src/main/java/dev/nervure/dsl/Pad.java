package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Each sample with a margin: {@code […, k] → […, before + k + after]}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Pad {
    /** Before and after the last axis, then the axis before it, and so on, as PyTorch counts. */
    int[] padding();

    /** The values of the margin. */
    float value() default 0f;

    /** Unused: there are no parameters. */
    String name() default "";
}
