package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Another output of a layer that has several: {@code @Part(1) Tensor h(Tensor lstm);}. The layer's own tensor is output
 * 0. The layer's annotation lists the others. Outputs that no tensor takes are not computed.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Part {
    /** {@return the index of the output, from 0} */
    int value();

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
