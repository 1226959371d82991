package dev.nervure.processor.op;

import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Residual;

/** Products with a residual: in one, and step by step, to the same bits, for who looks at what is between. */
final class Residuals {
    private Residuals() {}

    /**
     * @param alone writes the product
     * @param together writes all in one
     */
    static void emit(Residual residual, Code code, Runnable alone, Runnable together) {
        String z = code.array(residual.product().output());
        code.comment("$L has a length only where every tensor is kept.", z);
        code.begin("if ($L.length > 0)", z);
        alone.run();
        residual.further().forEach(step -> step.op().emit(step, code));
        code.otherwise();
        together.run();
        code.end();
    }
}
