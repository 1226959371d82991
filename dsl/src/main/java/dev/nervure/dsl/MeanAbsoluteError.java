package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The mean of {@code |y − t|}: predictions against targets of one shape. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface MeanAbsoluteError {
    /** The factor of this loss in the sum that training minimises. */
    float weight() default 1f;

    /** Unused: there are no parameters. */
    String name() default "";
}
