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
    /** {@code s}. */
    float negativeSlope() default 0.01f;

    /** Unused: there are no parameters. */
    String name() default "";
}
