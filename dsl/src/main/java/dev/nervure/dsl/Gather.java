package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values of a tensor that integers say along an axis, of each sample: {@code […, m, …], [i…] → […, i…, …]}, which is ONNX's
 * {@code Gather}, and PyTorch's {@code index_select} for one axis of integers. Reads the tensor, then the integers, each from 0 to
 * under {@code m}; another one ends the call with an {@link IndexOutOfBoundsException}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Gather {
    /** {@return the axis of a sample, from 0, or from −1 backwards} */
    int axis() default 0;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
