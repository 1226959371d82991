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
 * name. The one tensor that no other reads is the output; {@link Output} marks each one if there are several.
 *
 * <p>On a class that implements {@link NetworkDefinition}, {@link NetworkDefinition#define} declares the network. It
 * runs while the class is being compiled, so it must not mention the classes that are generated for it.
 *
 * <p>An interface without methods that names an ONNX file by {@link #onnx} becomes the network of that file.
 *
 * <p>On an interface that is declared within a method this annotation has no effect, because compilers hide such types
 * from processors. The only sign is that the classes are missing.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface NeuralNetwork {
    /**
     * {@return the loss of the one output against {@code targets}, for interfaces} Networks with losses of their own
     * declare them as layers.
     */
    Loss loss() default Loss.NONE;

    /**
     * {@return the names of the classes that the one output tells apart, in the order of the classes} For interfaces, see
     * {@link Network#classes}. The model then says them: {@code predictClass(x)}, {@code predictProbabilities(x)}.
     */
    String[] classes() default {};

    /**
     * {@return the definition that declares the network, if it is not the annotated type} It may come from a
     * dependency, or from an earlier compilation, as with Kotlin. The generated classes are named after the annotated
     * type.
     */
    Class<? extends NetworkDefinition> definition() default NetworkDefinition.class;

    /**
     * {@return an ONNX file that the network is made of, if the interface declares nothing itself} A resource of the module or
     * of a dependency, by its path below the root, or beside the interface. Its weights become a resource of the generated
     * classes; {@code load()} reads it. {@link Axis} and {@link Fixed} say what the file leaves open.
     */
    String onnx() default "";

    /** {@return the outputs of the ONNX file that are wanted, by their names in the file; all, if none is named} */
    String[] outputs() default {};

    /**
     * {@return whether a form is generated too that takes the places of the variable axis as they come} {@code model.newStream()}
     * makes one. Layers that would need places that are still to come are errors.
     */
    boolean stream() default false;
}
