package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Each channel, enlarged by a factor: {@code [channels, size…] → [channels, scaleFactor size…]}, with one or two axes.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Upsample {
    /** {@return the factor of the size: one number, or one for each axis} */
    int[] scaleFactor() default {};

    /** {@return the interpolation of the points between the given ones} */
    UpsampleMode mode() default UpsampleMode.NEAREST;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
