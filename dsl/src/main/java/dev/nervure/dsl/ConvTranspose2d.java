package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A transposed convolution, which is to {@link Conv2d} what its gradient is: {@code [channels in, height, width] →
 * [channels, height, width]}, each size {@code (size − 1) stride − 2 padding + dilation (kernelSize − 1) +
 * outputPadding + 1}. Parameters {@code weight [channels in, channels / groups, kh, kw]} and {@code bias [channels]}.
 * The padding is cut off the result; {@link PaddingMode#SAME} and {@link PaddingMode#CAUSAL} cut so that each size
 * becomes {@code size stride}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ConvTranspose2d {
    /** The number of results at each place. */
    int channels() default 0;

    /** The size of the kernel: one number, or one for each axis. */
    int[] kernelSize() default {};

    /** The steps from place to place. */
    int[] stride() default 1;

    /** The zeros before and after each axis, with {@link PaddingMode#EXPLICIT}. */
    int[] padding() default 0;

    /** What is added to the size of the result, at the end of each axis. */
    int[] outputPadding() default 0;

    /** Where zeros are added. */
    PaddingMode paddingMode() default PaddingMode.EXPLICIT;

    /** The steps from one weight of the kernel to the next. */
    int[] dilation() default 1;

    /** Into how many parts the channels fall, each convolved by itself. */
    int groups() default 1;

    /** Whether {@code b} is added. */
    boolean bias() default true;

    /** What is applied to each result. */
    Activation activation() default Activation.IDENTITY;

    /** How the weights begin. */
    Initializer initializer() default Initializer.DEFAULT;

    /** What {@link Initializer#CONSTANT}, {@link Initializer#NORMAL} and {@link Initializer#UNIFORM} are told. */
    float constant() default 0f;

    /** Whether the parameters are learned. */
    boolean trainable() default true;

    /** A dotted path for the parameters, where the tensor's name will not do. */
    String name() default "";
}
