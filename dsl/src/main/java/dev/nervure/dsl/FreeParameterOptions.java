package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#parameter}: {@code Tensor.parameter("cls", List.of(1, 32), o -> o.constant(0.01f))}. */
public final class FreeParameterOptions extends ParameterOptions<FreeParameterOptions> {
    FreeParameterOptions(Map<String, ?> required) {
        super(required);
    }

    /** How the values begin. */
    public FreeParameterOptions initializer(Initializer initializer) {
        return set("initializer", initializer);
    }

    /** What {@link Initializer#CONSTANT}, {@link Initializer#NORMAL} and {@link Initializer#UNIFORM} are told. */
    public FreeParameterOptions constant(float constant) {
        return set("constant", constant);
    }
}
