package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** {@code y = x} where positive, {@code α (eˣ − 1)} elsewhere (Clevert, Unterthiner, Hochreiter 2015). */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Elu {
    /** {@return the factor {@code α} of the negative side} */
    float alpha() default 1f;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
