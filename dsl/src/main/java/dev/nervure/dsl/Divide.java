package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = a / b}, element by element, of 2 tensors. Samples broadcast as PyTorch's tensors do: aligned at the last
 * axis, a missing axis or one of size 1 is repeated. One of the tensors may be a table without a batch.
 * Integers are divided without a remainder, towards zero as in ONNX: −7 / 2 is −3 (Python's {@code //} rounds down and
 * gives −4); dividing an integer by 0 ends the call with an {@link ArithmeticException}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Divide {
    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
