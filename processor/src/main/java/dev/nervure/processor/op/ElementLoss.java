package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/**
 * The mean of a function of prediction and target over all elements of the batch.
 *
 * <p>Reads prediction and target, and the probabilities where the prediction is their logits; writes the mean, and {@code [Σ f, count]} of the whole batch, which its gradient needs
 * again.
 *
 * @param expr f of operand 0, the prediction, and operand 1, the target
 * @param title the function for formulas, with %s for prediction and target
 */
public record ElementLoss(Expr expr, String title) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = mean over all elements of "
                + String.format(
                        java.util.Locale.ROOT,
                        title,
                        step.input(0).local(),
                        step.input(1).local());
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value prediction = step.input(0);
        Value target = step.input(1);
        Value sums = step.outputs().get(1);
        List<Value> reads = List.of(prediction, target, adjoint.gradient(step.output()), sums);
        adjoint.contribute(prediction, new Gradient(expr.pull(0, expr, Expr.of(1))), reads);
        Expr ofTarget = expr.pull(1, expr, Expr.of(1));
        if (!ofTarget.isNumber(0)) {
            adjoint.contribute(target, new Gradient(ofTarget), reads); // of a tensor that stands for a target
        }
        if (step.inputs().size() > 2) {
            Value shown = step.input(2);
            Expr plain = Fn.BINARY_CROSS_ENTROPY.of(Expr.arg(0), Expr.arg(1));
            adjoint.show(
                    shown,
                    new Gradient(plain.pull(0, plain, Expr.of(1))),
                    List.of(shown, target, adjoint.gradient(step.output()), sums));
        }
    }

    @Override
    public void emit(Step step, Code code) {
        Value prediction = step.input(0);
        String sums = code.array(step.outputs().get(1));
        boolean varies = !prediction.shape().constant();
        String sum = code.name("sum");
        code.add("double $L = 0", sum);
        Index count = varies
                ? Index.variable(code.name("count"))
                : code.axes(prediction).all();
        if (varies) {
            code.add("int $L = 0", count);
        }
        code.rows(prediction, 0, (first, rows) -> {
            Index i = code.loop("i", first, first.plus(rows));
            code.add("$L += $L", sum, expr.at(code, step.inputs(), i)).end();
            if (varies) {
                code.add("$L += $L", count, rows);
            }
        });
        code.add("$L[0] = $L", sums, sum)
                .add("$L[1] = $L", sums, count)
                .add("a.sumOverBatch($L)", sums)
                .add("$1L[0] = (float) ($2L[0] / $2L[1])", code.array(step.output()), sums);
    }

    /** {@code ∂prediction = f′ ∂L / count}. */
    private record Gradient(Expr slope) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + Linear.sign(step) + step.input(2).local() + " / count · "
                    + bracketed(slope.formula(i -> step.input(i).local()));
        }

        /** In parentheses where it is a sum. */
        private static String bracketed(String slope) {
            int depth = 0;
            for (int i = 0; i < slope.length(); i++) {
                char c = slope.charAt(i);
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (c == ' ' && depth == 0) {
                    return "(" + slope + ")";
                }
            }
            return slope;
        }

        @Override
        public void emit(Step step, Code code) {
            String scale = code.name("scale");
            code.add("float $L = (float) ($L[0] / $L[1])", scale, code.array(step.input(2)), code.array(step.input(3)));
            Expr scaled = Expr.arg(2).times(slope);
            code.eachRow(
                    step.output(),
                    0,
                    i -> code.add(
                            "$L[$L] $L $L",
                            code.array(step.output()),
                            i,
                            step.add() ? "+=" : "=",
                            scaled.java(k -> k == 2 ? scale : code.array(step.input(k)) + "[" + i + "]")));
        }
    }
}
