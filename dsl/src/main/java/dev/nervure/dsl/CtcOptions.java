package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#ctc}. */
public final class CtcOptions extends ScalarOptions<CtcOptions> {
    CtcOptions(Map<String, ?> required) {
        super(required);
    }

    /**
     * Sets the class that stands for no label.
     *
     * @param blank a class; 0 by default
     * @return these options
     */
    public CtcOptions blank(int blank) {
        return set("blank", blank);
    }

    /**
     * Sets whether labels that do not fit into the steps cost nothing.
     *
     * @param zeroInfinity false, the default, for an infinite loss
     * @return these options
     */
    public CtcOptions zeroInfinity(boolean zeroInfinity) {
        return set("zeroInfinity", zeroInfinity);
    }
}
