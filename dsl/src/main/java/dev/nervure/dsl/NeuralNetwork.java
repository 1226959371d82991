package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a neural network; the annotation processor compiles it to plain Java.
 *
 * <p>On an interface, every method declares one tensor and names it; its parameters are the tensors that it reads, by
 * name. The one tensor that nobody reads is the output; where there are several, {@link Output} marks each.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface NeuralNetwork {
    /** The loss of the one output against {@code targets}; networks with losses of their own declare them as layers. */
    Loss loss() default Loss.NONE;
}
