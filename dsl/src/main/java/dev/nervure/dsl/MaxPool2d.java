package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The greatest value of each window: {@code [channels, height, width] → [channels, height, width]}, each size {@code ⌊(size + 2 padding − dilation (kernelSize − 1) − 1) / stride⌋ + 1}. Of equal values
 * the first takes the gradient. A window that lies in the padding gives −∞, which takes a dilation over 1.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface MaxPool2d {
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

    /**
     * {@return the distance between neighbouring values of the window, in positions: one number, or one for each axis}
     */
    int[] dilation() default 1;

    /** {@return whether sizes are rounded up, so that a window may reach over the end of the padding} */
    boolean ceilMode() default false;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
