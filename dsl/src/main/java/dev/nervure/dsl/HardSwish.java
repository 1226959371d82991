package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** {@code y = x min(max(x + 3, 0), 6) / 6} (Howard and others 2019). */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface HardSwish {
    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
