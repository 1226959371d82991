package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#input} and {@link Tensor#target}: {@code Tensor.input("ids", List.of(64), o -> o.type(INT))}. */
public final class InputOptions extends Options<InputOptions> {
    InputOptions(Map<String, ?> required) {
        super(required);
    }

    /** What the values are. */
    public InputOptions type(ElementType type) {
        return set("type", type);
    }

    /** Names a symbol: the first axis is as long as each sample says, up to the given size. */
    public InputOptions variable(String variable) {
        return set("variable", variable);
    }
}
