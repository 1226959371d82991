package dev.nervure.processor.graph;

import java.util.List;

/**
 * One operation of the program, on its values.
 *
 * @param op what is computed
 * @param inputs what it reads
 * @param outputs what it writes
 * @param layer the tensor whose method holds it
 * @param add whether it adds to its output, which another step began
 * @param when the passes in which it runs
 */
public record Step(Op op, List<Value> inputs, List<Value> outputs, String layer, boolean add, When when) {
    /** In which passes a step runs. */
    public enum When {
        ALWAYS,
        /** Only if somebody wants the gradients of tensors: it contributes to no parameter. */
        LOOKING,
        /** Only in a backward pass that starts from the loss. */
        FROM_LOSS,
        /** The same, and only if somebody wants the gradients of tensors. */
        LOOKING_FROM_LOSS,
        /** Only in a backward pass that starts from the gradients of the outputs. */
        FROM_OUTPUTS,
        /** The same, and only if somebody wants the gradients of tensors. */
        LOOKING_FROM_OUTPUTS,
        /** Only in a stream that was given something new which it is given once, such as a memory. */
        GIVEN_ANEW;

        /** Whether it is only for those who want the gradients of tensors. */
        public boolean looking() {
            return this == LOOKING || this == LOOKING_FROM_LOSS || this == LOOKING_FROM_OUTPUTS;
        }

        /** The same passes, if somebody wants the gradients of tensors. */
        public When whenLooking() {
            return switch (this) {
                case ALWAYS, LOOKING -> LOOKING;
                case FROM_LOSS, LOOKING_FROM_LOSS -> LOOKING_FROM_LOSS;
                case FROM_OUTPUTS, LOOKING_FROM_OUTPUTS -> LOOKING_FROM_OUTPUTS;
                case GIVEN_ANEW -> throw new IllegalStateException("streams have no gradients");
            };
        }
    }

    public Step {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public Value input(int i) {
        return inputs.get(i);
    }

    public Value output() {
        return outputs.get(0);
    }

    public Step when(When other) {
        return new Step(op, inputs, outputs, layer, add, other);
    }
}
