package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;
import java.util.Set;

/**
 * {@code y = W[ids]}: rows of a table {@code [size, units]} by number. The table may be the weights of a product
 * elsewhere, so that words are read and written by the same vectors.
 *
 * @param padding the number whose row gets no gradient; −1 for none such
 */
public record Gather(int padding) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = W[" + step.input(0).local() + "]";
    }

    @Override
    public Integer ownAxis() {
        return -1;
    }

    @Override
    public Set<Layout> layouts(Step step, Value parameter) {
        return Set.of(Layout.FLAT, Layout.MATRIX, Layout.TABLE);
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        adjoint.contribute(
                step.input(1), new Gradient(padding), List.of(step.input(0), adjoint.gradient(step.output())));
    }

    @Override
    public void emit(Step step, Code code) {
        Value ids = step.input(0);
        Value table = step.input(1);
        String size =
                code.layout(table) == Layout.FLAT ? "" : ", " + table.shape().axis(0);
        code.rows(
                ids,
                0,
                (first, count) -> code.add(
                        "$T.rows($L, $L, $L, $L, $L, $L$L, $L, $L)",
                        KernelTypes.GATHER,
                        code.array(ids),
                        first,
                        count,
                        code.axes(ids).size(),
                        '"' + ids.name() + '"',
                        code.array(table),
                        size,
                        code.axes(step.output()).size(-1),
                        code.array(step.output())));
    }

    /** {@code ∂W[ids] += ∂y}: a row that was read twice gets both. */
    private record Gradient(int padding) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + "[" + step.input(0).local() + "] += "
                    + step.input(1).local() + (padding < 0 ? "" : " but for id " + padding);
        }

        @Override
        public void emit(Step step, Code code) {
            Value ids = step.input(0);
            Value table = step.output();
            if (!step.add()) {
                if (code.layout(table) == Layout.FLAT) {
                    code.add("$T.fill($L, 0f)", java.util.Arrays.class, code.array(table));
                } else {
                    code.add("$L.clear()", code.array(table));
                }
            }
            code.rows(
                    ids,
                    0,
                    (first, count) -> code.add(
                            "$T.addRows($L, $L, $L, $L, $L, $L, $L)",
                            KernelTypes.GATHER,
                            code.array(ids),
                            first,
                            count,
                            code.array(step.input(1)),
                            code.array(table),
                            code.axes(step.input(1)).size(-1),
                            padding));
        }
    }
}
