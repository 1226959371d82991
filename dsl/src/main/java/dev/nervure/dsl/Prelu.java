package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = x} where positive, {@code w x} elsewhere (He and others 2015). Parameter {@code weight [1]}, or {@code
 * [channels]} with one for each index of a sample's first axis.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Prelu {
    /** {@return whether each index of the first axis has its own weight} */
    boolean perChannel() default false;

    /** {@return the initial value of the weights} */
    float init() default 0.25f;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
