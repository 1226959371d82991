package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** {@code y = factor x + offset}: arithmetic with numbers. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Scale {
    /** What every value is multiplied by. */
    float factor() default 1f;

    /** What is added. */
    float offset() default 0f;

    /** Unused: there are no parameters. */
    String name() default "";
}
