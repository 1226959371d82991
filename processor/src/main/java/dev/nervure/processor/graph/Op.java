package dev.nervure.processor.graph;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

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

    /** Adds to the backward program what the gradients of the step's outputs say of those of its inputs. */
    default void differentiate(Step step, Adjoint adjoint) {
        throw new IllegalStateException(getClass().getSimpleName() + " is a step of backward and has no derivative");
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

    /** The multiplications with an addition for one sample, at the maximum. */
    default long multiplyAdds(Step step) {
        return 0;
    }
}
