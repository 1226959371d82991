package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a neural network; the annotation processor compiles it to plain Java.
 *
 * <p>On an interface, every method declares one tensor and names it; its parameters are the tensors that it reads, by
 * name. The one tensor that nobody reads is the output; where there are several, {@link Output} marks each.
 *
 * <p>On a class that implements {@link NetworkDefinition}, {@link NetworkDefinition#define} declares the network. It runs
 * while the class is being compiled, so it must not mention the classes that are generated for it.
 *
 * <p>On an interface that is declared within a method this annotation does nothing: compilers show such types to no
 * processor. Nothing can report that either, other than the missing classes.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface NeuralNetwork {
    /**
     * The loss of the one output against {@code targets}, for interfaces; networks with losses of their own declare them as
     * layers.
     */
    Loss loss() default Loss.NONE;

    /**
     * The definition that declares the network, where it is not the annotated type: one of a dependency, or one that was
     * compiled before, as those in Kotlin are. The generated classes are called after the annotated type.
     */
    Class<? extends NetworkDefinition> definition() default NetworkDefinition.class;
}
