package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The mean of {@code d²/2} where {@code |d| ≤ δ} and {@code δ (|d| − δ/2)} elsewhere, {@code d = y − t}: predictions
 * against targets of one shape (Huber 1964).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Huber {
    /** {@return the distance from which on the loss grows linearly, over 0} */
    float delta() default 1f;

    /** {@return the factor of this loss in the sum that training minimises} */
    float weight() default 1f;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
