package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Another output of a layer that has several: {@code @Part(1) Tensor h(Tensor lstm);}. The layer's own tensor is output 0; what
 * the others are its annotation says. Outputs that nobody takes are not computed.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Part {
    /** The number of the output, from 0. */
    int value();

    /** Unused: there are no parameters. */
    String name() default "";
}
