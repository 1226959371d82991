package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** {@code y = x} where positive, {@code s x} elsewhere (Maas, Hannun, Ng 2013). */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface LeakyRelu {
    /** {@return the slope {@code s} of the negative side} */
    float negativeSlope() default 0.01f;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
