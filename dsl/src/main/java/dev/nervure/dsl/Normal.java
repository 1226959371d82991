package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * In training, a draw of the normal distribution of mean {@code x}; in evaluation {@code x} itself: {@code y = x + deviation
 * ⊙ ε}, ε drawn anew for each value (Kingma and Welling 2014). Reads the means and, if given, the deviations; their shapes
 * broadcast. What is drawn depends on the seed of the {@code TrainingPass}, the number of the sample, the layer and the place
 * alone. Gradients reach both: that of the deviation is {@code ∂y ⊙ ε}. With a fixed deviation it is Gaussian noise.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Normal {
    /** {@return the deviation of all values, 0 or more, where no tensor of deviations is read} */
    float deviation() default 1f;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
