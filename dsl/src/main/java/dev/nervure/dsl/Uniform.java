package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * In training, a draw between two numbers, of which each is as likely; in evaluation their middle. Reads one tensor, {@code x},
 * for draws from {@code x − bound} to {@code x + bound}, or two, {@code low} and {@code high}, whose shapes broadcast:
 * {@code y = low + (high − low) ⊙ u}, u drawn anew for each value from 0 to under 1. What is drawn depends on the seed of the
 * {@code TrainingPass}, the number of the sample, the layer and the place alone. Gradients reach what is read: {@code ∂y ⊙ (1 −
 * u)} and {@code ∂y ⊙ u}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Uniform {
    /** {@return how far a value is from x at most, 0 or more, where one tensor is read} */
    float bound() default 1f;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
