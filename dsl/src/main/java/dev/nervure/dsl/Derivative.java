package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = ∂(Σ u)/∂x}: the gradient of the sum of a tensor's values, with respect to a tensor that it depends on.
 * Reads {@code u} {@code […]} and {@code x} {@code […]}, both floats of the batch, and gives a tensor of the shape of
 * {@code x}. Each sample has its own sum, since no sample depends on another. Where {@code u} is one value a sample, the
 * result is its derivative; that of a derivative is the second one.
 *
 * <p>It is computed by the rules of the backward pass, and is differentiated again where a loss depends on it: PyTorch's
 * {@code autograd.grad(u.sum(), x, create_graph=True)}. A layer between the two tensors that has no such rule is an error that
 * names it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Derivative {
    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
