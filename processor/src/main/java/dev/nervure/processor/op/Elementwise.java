package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = f(x₀, x₁, …)} element by element. Operands that lack an axis, or have one of size 1, are read again along it;
 * a result that lacks an axis is summed over it (which the derivative of a broadcast is).
 *
 * @param expr f
 * @param title the function for formulas, with {@code %s} for each operand
 */
public record Elementwise(Expr expr, String title) implements Op {
    /** One function of one operand. */
    static Elementwise of(Fn fn) {
        return new Elementwise(fn.of(Expr.arg(0)), fn.symbol() + "(%s)");
    }

    @Override
    public String formula(Step step) {
        return step.output().local() + " = "
                + titled(step.inputs().stream().map(Value::local).toArray());
    }

    /** The right side of the formula. */
    public String titled(Object... operands) {
        return String.format(Locale.ROOT, title, operands);
    }

    @Override
    public boolean inPlace(Step step) {
        return sameShapes(step);
    }

    private static boolean sameShapes(Step step) {
        return step.inputs().stream()
                .allMatch(in -> in.shape().equals(step.output().shape()));
    }

    /** Whether an operand has an axis, or the batch, that the result lacks. */
    private static boolean isWider(Value operand, Value result) {
        return operand.shape().size() > result.shape().size()
                || (operand.shape().batched() && !result.shape().batched());
    }

    @Override
    public void emit(Step step, Code code) {
        Value out = step.output();
        if (sameShapes(step)) {
            String kernel =
                    expr instanceof Expr.Call c && c.args().equals(List.of(Expr.arg(0))) ? c.fn().arrayKernel() : null;
            if (kernel != null && !step.add() && out.shape().size() >= VECTOR) {
                code.rows(
                        out,
                        0,
                        (first, count) -> code.add(
                                "$T.$L($L, $L, $L, $L, $L)",
                                KernelTypes.ELEMENTWISE,
                                kernel,
                                code.array(step.input(0)),
                                first,
                                code.array(out),
                                first,
                                count));
                return;
            }
            GradientKernel gradient = GradientKernel.of(expr);
            if (gradient != null && !step.add() && out.shape().size() >= VECTOR) {
                code.rows(
                        out,
                        0,
                        (first, count) -> code.add(
                                "$T.$L($L, $L, $L, $L, $L)",
                                KernelTypes.ELEMENTWISE,
                                gradient.method(),
                                code.array(step.input(gradient.read())),
                                code.array(step.input(gradient.incoming())),
                                code.array(out),
                                first,
                                count));
                return;
            }
            code.eachRow(
                    out,
                    0,
                    i -> code.add(
                            "$L[$L] $L $L",
                            code.array(out),
                            i,
                            step.add() ? "+=" : "=",
                            expr.at(code, step.inputs(), i)));
            return;
        }
        Broadcast.emit(step, expr, code);
    }

    /** From this many values of a sample on, a function of the runtime over whole arrays beats a loop over scalars. */
    private static final int VECTOR = 16;

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value y = step.output();
        List<Value> operands = new ArrayList<>(step.inputs());
        operands.add(y);
        operands.add(adjoint.gradient(y));
        boolean sums = step.inputs().stream().anyMatch(in -> isWider(in, y)); // then no slope can read y
        Expr value = sums ? expr : Expr.arg(operands.size() - 2);
        Expr d = Expr.arg(operands.size() - 1);
        for (int i = 0; i < step.inputs().size(); i++) {
            Expr slope = expr.pull(i, value, d);
            if (slope.isNumber(0)) {
                continue;
            }
            List<Integer> read = new ArrayList<>(slope.reads());
            Expr compact = slope.map(arg -> Expr.arg(read.indexOf(arg)));
            adjoint.contribute(
                    step.input(i),
                    new Elementwise(compact, slopeTitle(compact, read.size())),
                    read.stream().map(operands::get).toList());
        }
    }

    /** {@code δ ⊙ f′(z)} for a function of one operand; the expression itself for the others. */
    private String slopeTitle(Expr slope, int operands) {
        if (expr instanceof Expr.Call c
                && c.args().get(0).equals(Expr.arg(0))
                && expr.reads().size() == 1) {
            return "%" + operands + "$s ⊙ " + c.fn().symbol() + "′(z)";
        }
        return slope.formula(i -> "%" + (i + 1) + "$s");
    }

    /** Whether it adds two operands. */
    public boolean sum() {
        return expr.equals(Expr.arg(0).plus(Expr.arg(1)));
    }

    /** Whether the slope can be told without the operands, so that they need not be kept. */
    public boolean slopeFromValue() {
        Expr value = Expr.arg(1);
        return expr.reads().size() == 1
                && !expr.pull(0, value, Expr.arg(2)).reads().contains(0);
    }

    /** Whether Java for a sum can stand for the operand without parentheses. */
    boolean takesSum() {
        return expr instanceof Expr.Call c && c.args().get(0) instanceof Expr.Arg && c.fn().around(0) == Fn.LOOSEST;
    }

    /** The fused function of {@code z}, or {@code z}. */
    static String apply(@Nullable Step fused, String z) {
        return fused == null ? z : ((Elementwise) fused.op()).expr().java(i -> z);
    }
}
