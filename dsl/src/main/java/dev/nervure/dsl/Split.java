package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parts of a tensor along an axis: {@code […, a + b + …, …] → […, a, …], […, b, …], …}. The layer's own tensor is
 * the first part, {@link Part} takes the others; PyTorch's {@code split}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Split {
    /** {@return the sizes of the parts; they add up to the size of the axis} */
    int[] sizes();

    /** {@return the axis of a sample, from 0, or from −1 backwards} */
    int axis() default -1;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
