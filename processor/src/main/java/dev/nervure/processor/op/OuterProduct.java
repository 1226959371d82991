package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
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
        Index rows = code.axes(a).size(-1);
        Index columns = code.axes(b).size(-1);
        code.eachRow(product, 1, r -> {
            String ai = code.name("ai");
            code.each("i", rows, i -> {
                code.add("float $L = $L[$L]", ai, code.array(a), rows.times(r).plus(i));
                code.each(
                        "j",
                        columns,
                        j -> code.add(
                                "$L[$L] = $L * $L[$L]",
                                code.array(product),
                                place(rows, columns, r, i, j),
                                ai,
                                code.array(b),
                                columns.times(r).plus(j)));
            });
        });
    }

    private static Index place(Index rows, Index columns, Index r, Index i, Index j) {
        return rows.times(columns).times(r).plus(columns.times(i)).plus(j);
    }

    /** {@code ∂a[i] = Σⱼ δ[i, j] b[j]}, or {@code ∂b[j] = Σᵢ δ[i, j] a[i]}. */
    private record Gradient(boolean first) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + " = " + (first ? "Σⱼ " : "Σᵢ ")
                    + step.input(0).local() + "[i, j] " + step.input(1).local() + (first ? "[j]" : "[i]");
        }

        @Override
        public void differentiate(Step step, Adjoint adjoint) {
            Value d = step.input(0);
            Value other = step.input(1);
            Value incoming = adjoint.gradient(step.output());
            // The products first: those that are under way cannot be added to another gradient.
            Value products = adjoint.intermediate(
                    d.name() + "Products",
                    d.shape(),
                    Value.Element.FLOAT,
                    new OuterProduct(),
                    first ? List.of(incoming, other) : List.of(other, incoming));
            adjoint.contribute(d, new Copy(), List.of(products));
            adjoint.contribute(other, new Gradient(!first), List.of(d, incoming));
        }

        @Override
        public void emit(Step step, Code code) {
            Value d = step.input(0);
            Value other = step.input(1);
            Value result = step.output();
            Index own = code.axes(result).size(-1);
            Index summed = code.axes(other).size(-1);
            code.eachRow(d, 1, r -> {
                code.each("i", own, i -> {
                    String sum = code.name("sum");
                    code.add("float $L = 0f", sum);
                    code.each(
                            "j",
                            summed,
                            j -> code.add(
                                    "$L += $L[$L] * $L[$L]",
                                    sum,
                                    code.array(d),
                                    first ? place(own, summed, r, i, j) : place(summed, own, r, j, i),
                                    code.array(other),
                                    summed.times(r).plus(j)));
                    code.add("$L[$L] $L $L", code.array(result), own.times(r).plus(i), step.add() ? "+=" : "=", sum);
                });
            });
        }
    }
}
