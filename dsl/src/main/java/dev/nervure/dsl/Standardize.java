package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = (x − mean) / max(√variance, eps)} for each feature: {@code […, k] → […, k]}, or for each channel,
 * {@code [channels, …] → [channels, …]}. The statistics are those of the training data: {@code Trainer} takes them before
 * the first step, and training leaves them as they are. A feature that never varies gets the variance 1, as in
 * scikit-learn: it becomes 0, and another value in a prediction becomes its difference. They are saved with the weights, so that a prediction takes raw
 * values. Parameters {@code mean} and {@code variance}, both {@code [k]}; 0 and 1 at first. Keras's {@code
 * Normalization}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Standardize {
    /** {@return the axis of the features: −1, the last, or 0, the first, such as that of channels} */
    int axis() default -1;

    /** {@return the least standard deviation to divide by, over 0, at most 1} */
    float eps() default 1e-7f;

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
