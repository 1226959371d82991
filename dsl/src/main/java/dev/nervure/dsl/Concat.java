package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The tensors one after another along an axis; all other axes must agree: {@code […, a, …], […, b, …] → […, a + b, …]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Concat {
    /** {@return the axis of a sample, from 0, or from −1 backwards} */
    int axis() default -1;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
