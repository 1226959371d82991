package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/** {@code p[i, j] = a[i] b[j]} for each pair of rows: {@code […, k], […, m] → […, k m]}. */
public record OuterProduct() implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + step.input(0).local() + " ⊗ "
                + step.input(1).local();
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value d = adjoint.gradient(step.output());
        adjoint.contribute(step.input(0), new Gradient(true), List.of(d, step.input(1)));
        adjoint.contribute(step.input(1), new Gradient(false), List.of(d, step.input(0)));
    }

    @Override
    public void emit(Step step, Code code) {
        Value a = step.input(0);
        Value b = step.input(1);
        Value product = step.output();
        int rows = width(a);
        int columns = width(b);
        code.eachRow(product.shape(), 1, r -> {
            String i = code.loop("i", Integer.toString(rows));
            String ai = code.name("ai");
            code.add("float $L = $L[$L]", ai, code.array(a), Code.plus(Code.times(rows, r), i));
            String j = code.loop("j", Integer.toString(columns));
            code.add(
                            "$L[$L] = $L * $L[$L]",
                            code.array(product),
                            place(rows, columns, r, i, j),
                            ai,
                            code.array(b),
                            Code.plus(Code.times(columns, r), j))
                    .end(2);
        });
    }

    private static int width(Value value) {
        return value.shape().axis(-1).max();
    }

    private static String place(int rows, int columns, String r, String i, String j) {
        return Code.plus(Code.plus(Code.times(rows * columns, r), Code.times(columns, i)), j);
    }

    /** {@code ∂a[i] = Σⱼ δ[i, j] b[j]}, or {@code ∂b[j] = Σᵢ δ[i, j] a[i]}. */
    private record Gradient(boolean first) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + " = " + (first ? "Σⱼ " : "Σᵢ ")
                    + step.input(0).local() + "[i, j] " + step.input(1).local() + (first ? "[j]" : "[i]");
        }

        @Override
        public void emit(Step step, Code code) {
            Value d = step.input(0);
            Value other = step.input(1);
            Value result = step.output();
            int own = width(result);
            int summed = width(other);
            code.eachRow(d.shape(), 1, r -> {
                String i = code.loop("i", Integer.toString(own));
                String sum = code.name("sum");
                code.add("float $L = 0f", sum);
                String j = code.loop("j", Integer.toString(summed));
                code.add(
                                "$L += $L[$L] * $L[$L]",
                                sum,
                                code.array(d),
                                first ? place(own, summed, r, i, j) : place(summed, own, r, j, i),
                                code.array(other),
                                Code.plus(Code.times(summed, r), j))
                        .end()
                        .add(
                                "$L[$L] $L $L",
                                code.array(result),
                                Code.plus(Code.times(own, r), i),
                                step.add() ? "+=" : "=",
                                sum)
                        .end();
            });
        }
    }
}
