package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Each channel with more points: {@code [channels, size…] → [channels, scaleFactor size…]} of one or two axes.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Upsample {
    /** How many times larger: one number, or one for each axis. */
    int[] scaleFactor() default {};

    /** What the points between are. */
    UpsampleMode mode() default UpsampleMode.NEAREST;

    /** Unused: there are no parameters. */
    String name() default "";
}
