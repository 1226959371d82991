package dev.nervure.processor.graph;

import com.palantir.javapoet.CodeBlock;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One operation: its formula, its code, its derivative, its cost. Adding an operation is adding one file; the operations
 * of its derivative stand in the same file.
 */
public interface Op {
    /** What the step computes, for the comment of its method. */
    String formula(Step step);

    /** Writes the step as Java. */
    void emit(Step step, Code code);

    /** The same operation with the program that it runs as a pass leaves it, if it runs one. */
    default Op withBody(UnaryOperator<Program> pass) {
        return this;
    }

    /** What errors call it: the operation itself, or the one that it is the derivative of. */
    default String family() {
        Class<?> outer = getClass().getEnclosingClass();
        return (outer == null ? getClass() : outer).getSimpleName();
    }

    /** Adds to the backward program what the gradients of the step's outputs say of those of its inputs. */
    default void differentiate(Step step, Adjoint adjoint) {
        adjoint.refuse(step);
    }

    /** The layouts of a parameter that the step's code, and that of its derivative, can read. */
    default Set<Layout> layouts(Step step, Value parameter) {
        return Set.of(Layout.FLAT);
    }

    /** Whether the output may lie where an input lay: each of its values needs of the inputs those in its place alone. */
    default boolean inPlace(Step step) {
        return false;
    }

    /** The steps that this one computes together, in order; of most, itself. */
    default List<Step> parts(Step step) {
        return List.of(step);
    }

    /**
     * The outputs that the step can do without where nobody reads them, in the order in which they are computed. The plan
     * stores none of the first ones, up to the first that is read: those after it are computed from it.
     */
    default List<Value> optional(Step step) {
        return List.of();
    }

    /**
     * The axis of the output that the operation gives a size of its own, even if an input has one of that size: from 0, or
     * from −1 backwards. Others are as long as what the operation reads.
     */
    default @Nullable Integer ownAxis() {
        return null;
    }

    /** Whether the step has code that runs in each call. */
    default boolean computes() {
        return !isAlias();
    }

    /** The output, if it is the same in every call, as Java: activations begin with it. Null if it must be computed. */
    default @Nullable CodeBlock constant(Step step) {
        return null;
    }

    /** Whether the output is the array of the input under another name, so that nothing is computed. */
    default boolean isAlias() {
        return false;
    }

    /** The multiplications with an addition for one sample, at the maximum. */
    default long multiplyAdds(Step step) {
        return 0;
    }
}
