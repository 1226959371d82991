package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One value of a tensor for each index, from the same place but for one axis: {@code y[i][j] = x[index[i][j]][j]} for axis
 * 0, for each sample. It is PyTorch's {@code gather} and ONNX's {@code GatherElements}. The layer reads the tensor, of any
 * type, then the indices: integers from 0 to the size of the axis − 1, of as many axes, each no longer than the tensor's
 * but for the one that is indexed. Any other index ends the call with an {@link IndexOutOfBoundsException}. A value that is
 * taken several times gets the sum of the gradients.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GatherElements {
    /** {@return the axis of a sample, from 0, or from −1 backwards} */
    int axis() default 0;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
