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
    /** Whether {@code y = x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))} instead. */
    boolean approximate() default false;

    /** Unused: there are no parameters. */
    String name() default "";
}
