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
    /** {@code α}. */
    float alpha() default 1f;

    /** Unused: there are no parameters. */
    String name() default "";
}
