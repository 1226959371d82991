package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how long an axis is that an ONNX file leaves open. The first axis of every input, the batch, needs none.
 *
 * <p>With a name the axis is variable: each sample has a length of its own, up to {@code max}. Only the first axis after the
 * batch can be variable. Without a name every sample has the length {@code max}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Repeatable(Axis.All.class)
public @interface Axis {
    /** {@return the input, by its name in the file} */
    String input();

    /** {@return the axis, as the file counts: the batch is 0} */
    int axis();

    /** {@return the name of the length, if it varies from sample to sample} */
    String name() default "";

    /** {@return the length, or the largest one} */
    int max();

    /** Several axes. Compilers write this annotation themselves. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.TYPE)
    @interface All {
        /** {@return the axes} */
        Axis[] value();
    }
}
