package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A transposed convolution, the map that the gradient of {@link Conv1d} computes: {@code [channels in, length] →
 * [channels, length]}, each size {@code (size − 1) stride − 2 padding + dilation (kernelSize − 1) + outputPadding + 1}.
 * Parameters {@code weight [channels in, channels / groups, k]} and {@code bias [channels]}. The padding is cut off the
 * result; {@link PaddingMode#SAME} and {@link PaddingMode#CAUSAL} cut so that each size becomes {@code size stride}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ConvTranspose1d {
    /** {@return the number of channels of the result, at least 1} */
    int channels() default 0;

    /** {@return the size of the kernel: one number, or one for each axis} */
    int[] kernelSize() default {};

    /** {@return the distance between neighbouring positions of the kernel: one number, or one for each axis} */
    int[] stride() default 1;

    /**
     * {@return the zeros added before and after each axis, with {@link PaddingMode#EXPLICIT}: one number, or one for
     * each axis}
     */
    int[] padding() default 0;

    /** {@return the positions added at the end of each axis of the result: one number, or one for each axis} */
    int[] outputPadding() default 0;

    /** {@return where zeros are added} */
    PaddingMode paddingMode() default PaddingMode.EXPLICIT;

    /**
     * {@return the distance between neighbouring weights of the kernel, in positions: one number, or one for each axis}
     */
    int[] dilation() default 1;

    /**
     * {@return the number of channel groups, convolved independently; it divides the channels read and the channels of
     * the result}
     */
    int groups() default 1;

    /** {@return whether the layer has the bias {@code b}} */
    boolean bias() default true;

    /** {@return the activation {@code g}, applied to each result} */
    Activation activation() default Activation.IDENTITY;

    /** {@return the distribution of the initial weights and biases} */
    Initializer initializer() default Initializer.DEFAULT;

    /**
     * {@return the value of {@link Initializer#CONSTANT}, the deviation of {@link Initializer#NORMAL}, or the bound of
     * {@link Initializer#UNIFORM}; other initializers do not use it}
     */
    float constant() default 0f;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
