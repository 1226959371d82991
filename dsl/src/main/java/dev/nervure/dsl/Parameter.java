package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A learned tensor that belongs to no layer, the same for every sample: {@code [value…]}, PyTorch's {@code
 * nn.Parameter}. The parameter has the name of the tensor, such as {@code cls}, without {@code .weight}.
 *
 * <p>For {@link Initializer}, the fan of the outputs is the first size and that of the inputs the product of the
 * others; of a vector both are its size.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Parameter {
    /** {@return the sizes of the axes} */
    int[] value();

    /** {@return the distribution of the initial values} */
    Initializer initializer() default Initializer.NORMAL;

    /**
     * {@return the value of {@link Initializer#CONSTANT}, the deviation of {@link Initializer#NORMAL}, or the bound of
     * {@link Initializer#UNIFORM}; other initializers do not use it}
     */
    float constant() default 0.02f;

    /** {@return whether training changes the parameter} */
    boolean trainable() default true;

    /** {@return the parameter's name, a dotted path; empty for the tensor's name} */
    String name() default "";
}
