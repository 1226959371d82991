package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Decides an input of an ONNX file while the network is compiled: a sampling rate, a shape, a number of the best. The generated
 * classes do not have the input.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Repeatable(Fixed.All.class)
public @interface Fixed {
    /** {@return the input, by its name in the file} */
    String input();

    /** {@return its numbers, row by row; one number stands for all} */
    double[] value();

    /** Several inputs. Compilers write this annotation themselves. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.TYPE)
    @interface All {
        /** {@return the inputs} */
        Fixed[] value();
    }
}
