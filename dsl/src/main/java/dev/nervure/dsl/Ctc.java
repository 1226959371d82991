package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Connectionist temporal classification: {@code −log} of the probability that the classes of all steps, without
 * repetitions and blanks, spell the labels, whatever steps they fall on; divided by the number of labels, and the mean over
 * the samples, as PyTorch's {@code CTCLoss}. Logits {@code [n, steps, classes]} against integers {@code [n, labels]}; labels
 * end before the first blank, so shorter ones are filled up with blanks (Graves and others 2006).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Ctc {
    /** {@return the class that stands for no label} */
    int blank() default 0;

    /** {@return whether labels that do not fit into the steps cost nothing, instead of infinitely much} */
    boolean zeroInfinity() default false;

    /** {@return the factor of this loss in the sum that training minimises} */
    float weight() default 1f;

    /** {@return a path without effect: this layer has no parameters} */
    String name() default "";
}
