package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** {@code y = x Φ(x)}, with the normal distribution function (Hendrycks, Gimpel 2016). */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Gelu {
    /** {@return whether {@code y = x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))} is computed instead} */
    boolean approximate() default false;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
