package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Each sample with a margin of one value: {@code […, k] → […, before + k + after]}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Pad {
    /**
     * {@return the values added before and after the last axis, then before and after the axis before it, and so on, as
     * PyTorch counts}
     */
    int[] padding();

    /** {@return the value of the margin} */
    float value() default 0f;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
