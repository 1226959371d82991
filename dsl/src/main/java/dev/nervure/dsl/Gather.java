package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values of a tensor at given indices of an axis, for each sample: {@code […, m, …], [i…] → […, i…, …]}. It is
 * ONNX's {@code Gather}, and PyTorch's {@code index_select} if the indices have one axis. The layer reads the tensor,
 * then the indices, integers from 0 to {@code m − 1}; any other index ends the call with an {@link
 * IndexOutOfBoundsException}.
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
