package dev.nervure.processor.op;

import dev.nervure.processor.graph.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions that the runtime's products apply to their results. */
public final class Epilogues {
    private static final List<Fn> ALL = List.of(Fn.RELU, Fn.SIGMOID, Fn.TANH, Fn.GELU, Fn.GELU_TANH, Fn.SILU);

    private Epilogues() {}

    /** Whether a step is one of them, of one operand. */
    public static boolean has(Step step) {
        return of(step) != null;
    }

    /** Whether it keeps the order of values: the function of a maximum is the maximum of the function. */
    public static boolean isRelu(Step step) {
        return of(step) == Fn.RELU;
    }

    /** The constant of the runtime's {@code Epilogue}. */
    static String name(Step step) {
        Fn fn = of(step);
        if (fn == null) {
            throw new IllegalStateException(step + " is no epilogue");
        }
        return fn.name();
    }

    private static @Nullable Fn of(Step step) {
        if (!(step.op() instanceof Elementwise e)) {
            return null;
        }
        return ALL.stream()
                .filter(fn -> e.expr().equals(fn.of(Expr.arg(0))))
                .findFirst()
                .orElse(null);
    }
}
