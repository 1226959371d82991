package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** True where at least one of 2 or more tensors of booleans is true. Samples broadcast as those of {@link Add}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Or {
    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
