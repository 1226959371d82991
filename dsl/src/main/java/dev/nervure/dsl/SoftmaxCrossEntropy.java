package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The mean of {@code −log softmax(x)ₜ} over all classes {@code t} of the target: logits {@code [n, …, classes]} against
 * integers {@code [n, …]}. Smoothing mixes each target with the uniform distribution (Szegedy and others 2015); with
 * class weights the mean is weighted by those of the targets, as PyTorch does.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface SoftmaxCrossEntropy {
    /** {@return the share of the target that is spread evenly over all classes, 0 to 1} */
    float labelSmoothing() default 0f;

    /** {@return one factor for each class; empty for equal weights} */
    float[] classWeights() default {};

    /** {@return the target value of positions that count neither in the loss nor in the mean} */
    int ignoreIndex() default -100;

    /** {@return the factor of this loss in the sum that training minimises} */
    float weight() default 1f;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
