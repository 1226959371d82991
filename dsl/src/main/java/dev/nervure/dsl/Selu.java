package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = λ x} where positive, {@code λ α (eˣ − 1)} elsewhere, with the λ and α that keep mean 0 and variance 1
 * (Klambauer and others 2017).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Selu {
    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
