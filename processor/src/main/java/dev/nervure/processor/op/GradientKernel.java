package dev.nervure.processor.op;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of the runtime's {@code Elementwise} that computes a gradient over whole arrays.
 *
 * @param method its name
 * @param read the operand that tells the slope: the function's argument, or its value for ReLU
 * @param incoming the operand that is multiplied by the slope
 */
record GradientKernel(String method, int read, int incoming) {
    /** The method for an expression, if there is one: a slope times a gradient, or ReLU's condition. */
    static @Nullable GradientKernel of(Expr expr) {
        if (!(expr instanceof Expr.Call c)) {
            return null;
        }
        List<Expr> args = c.args();
        if (c.fn() == Fn.SELECT
                && args.get(0) instanceof Expr.Arg value
                && args.get(1) instanceof Expr.Arg incoming
                && args.get(2).isNumber(0)) {
            return new GradientKernel("reluGradient", value.index(), incoming.index());
        }
        if (c.fn() == Fn.MULTIPLY
                && args.get(0) instanceof Expr.Arg incoming
                && args.get(1) instanceof Expr.Call slope
                && slope.args().get(0) instanceof Expr.Arg read
                && slope.fn().gradientKernel() != null) {
            return new GradientKernel(slope.fn().gradientKernel(), read.index(), incoming.index());
        }
        return null;
    }
}
