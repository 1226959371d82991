package dev.nervure.dsl;

import java.util.Map;

/**
 * Options of {@link Tensor#input} and {@link Tensor#target}: {@code Tensor.input("ids", List.of(64), o ->
 * o.type(INT))}.
 */
public final class InputOptions extends Options<InputOptions> {
    InputOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the type of the values.
     *
     * @param type {@link ElementType#FLOAT} by default
     * @return these options
     */
    public InputOptions type(ElementType type) {
        return set("type", type);
    }

    /**
     * Makes the first axis as long as each sample says, up to the given size.
     *
     * @param variable the symbol that names this length, such as {@code T}; tensors with the same symbol have the same
     *     length
     * @return these options
     */
    public InputOptions variable(String variable) {
        return set("variable", variable);
    }
}
