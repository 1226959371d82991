package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The mean of {@code log(1 + eˣ) − t x}: logits against targets 0 to 1, of one shape. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface SigmoidCrossEntropy {
    /** {@return the factor of this loss in the sum that training minimises} */
    float weight() default 1f;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
