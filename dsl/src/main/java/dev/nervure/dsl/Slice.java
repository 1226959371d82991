package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What lies from {@code start} to before {@code end} along an axis: {@code […, k, …] → […, end − start, …]}. Of a
 * variable axis only the first, 0 to 1, or the last, from −1, can be taken.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Slice {
    /** The axis of a sample, from 0, or from −1 backwards. */
    int axis();

    /** Where it begins; negative ones count from the end. */
    int start() default 0;

    /** Before where it ends; negative ones count from the end, larger ones mean the end. */
    int end() default Integer.MAX_VALUE;

    /** Unused: there are no parameters. */
    String name() default "";
}
