package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Row {@code id} of a table for each id: {@code […] → […, units]}. Parameter {@code weight [size, units]}, at first
 * normal with deviation 1 unless told otherwise. A dense layer without bias whose {@code name} is that of the embedding shares the table.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Embedding {
    /** {@return the number of ids, which go from 0 to {@code size − 1}} */
    int size() default 0;

    /** {@return the size of a row of the table, at least 1} */
    int units() default 0;

    /** {@return the distribution of the initial values} */
    Initializer initializer() default Initializer.NORMAL;

    /**
     * {@return the value of {@link Initializer#CONSTANT}, the deviation of {@link Initializer#NORMAL}, or the bound of {@link
     * Initializer#UNIFORM}}
     */
    float constant() default 1f;

    /**
     * {@return the id of padding, whose row begins as zeros and gets no gradient from this layer; −1, the default, if
     * there is none}
     */
    int paddingIndex() default -1;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
