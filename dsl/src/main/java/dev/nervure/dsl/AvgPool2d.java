package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The mean of each window, in which padding counts as 0: {@code [channels, height, width] → [channels, height, width]}, each size {@code ⌊(size + 2 padding − kernelSize) / stride⌋ + 1}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface AvgPool2d {
    /** {@return the size of the window: one number, or one for each axis} */
    int[] kernelSize() default {};

    /**
     * {@return the distance between neighbouring windows: one number, or one for each axis; empty for the size of the
     * window}
     */
    int[] stride() default {};

    /**
     * {@return how far windows reach over each end, in positions, at most half their size: one number, or one for each
     * axis}
     */
    int[] padding() default 0;

    /** {@return whether padding counts as zeros; otherwise the mean is that of the values within the input} */
    boolean countIncludePad() default true;

    /** {@return whether sizes are rounded up, so that a window may reach over the end of the padding} */
    boolean ceilMode() default false;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
