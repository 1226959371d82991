package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A table with a learned row for each position of the sequence that it reads: {@code [n, steps, k] → [steps, k]}, to be
 * added. It has no batch. Parameter {@code weight [steps, k]}, at first normal with deviation 1
 * unless told otherwise.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface LearnedPositions {
    /** {@return the distribution of the initial values} */
    Initializer initializer() default Initializer.NORMAL;

    /**
     * {@return the value of {@link Initializer#CONSTANT}, the deviation of {@link Initializer#NORMAL}, or the bound of {@link
     * Initializer#UNIFORM}}
     */
    float constant() default 1f;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
