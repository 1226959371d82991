package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The mean of all values, over the batch too, as a loss. It serves losses that are composed of other layers, such as
 * {@code y.minus(t).pow(4)}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface MeanLoss {
    /** {@return the factor of this loss in the sum that training minimises} */
    float weight() default 1f;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
