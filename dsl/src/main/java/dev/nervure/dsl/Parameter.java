package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A learned tensor that belongs to no layer, the same for every sample: {@code [value…]}, PyTorch's {@code nn.Parameter}. The
 * parameter is called as the tensor, {@code cls}, without {@code .weight} behind it.
 *
 * <p>For {@link Initializer}, the fan of the outputs is the first size and that of the inputs the product of the others; of a
 * vector both are its size.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Parameter {
    /** The sizes of the axes. */
    int[] value();

    /** How the values begin. */
    Initializer initializer() default Initializer.NORMAL;

    /** What {@link Initializer#CONSTANT}, {@link Initializer#NORMAL} and {@link Initializer#UNIFORM} are told. */
    float constant() default 0.02f;

    /** Whether the parameter is learned. */
    boolean trainable() default true;

    /** A dotted path for the parameter, where the tensor's name will not do. */
    String name() default "";
}
