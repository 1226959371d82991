package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = softmax(Q Kᵀ / √d) V} (Vaswani and others 2017): query {@code […, steps, d]}, key {@code […, places, d]}
 * and value {@code […, places, e]} {@code → […, steps, e]}. Places beyond the length of a sample get no attention.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ScaledDotProductAttention {
    /** {@return whether step {@code t} attends to the places 0 to {@code t} only} */
    boolean causal() default false;

    /**
     * {@return whether the last tensor that the layer reads is a mask} Booleans say which places a step attends to, true for
     * those that it sees; floats are added to the scores, and −∞ hides a place. It is {@code […, steps, places]}; axes that it lacks at the front, and axes of size 1, are
     * the same for all. A step that sees no place gets zeros.
     */
    boolean mask() default false;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
