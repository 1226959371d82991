package dev.nervure.processor.op;

import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;

/** {@code ∂b = Σ δ} over all rows: the gradient of a bias. */
record ColumnSums() implements Op {
    /** From this many columns on the runtime's kernel beats a loop, which HotSpot does not vectorise. */
    private static final int VECTOR = 16;

    @Override
    public String formula(Step step) {
        return step.output().local() + Linear.sign(step) + "Σ " + step.input(0).local() + " over all rows";
    }

    @Override
    public void emit(Step step, Code code) {
        Value d = step.input(0);
        Index columns = code.axes(d).size(-1);
        int width = d.shape().axis(-1).max();
        boolean oneCall = width >= VECTOR && d.shape().constant();
        if (!step.add() && !oneCall) {
            code.add("$T.fill($L, 0f)", java.util.Arrays.class, code.array(step.output()));
        }
        if (width >= VECTOR) {
            code.rows(
                    d,
                    1,
                    (first, count) -> code.add(
                            "$T.columns($L, $L, $L, $L, $L, $L)",
                            KernelTypes.SUMS,
                            code.array(d),
                            first.times(columns),
                            count,
                            columns,
                            code.array(step.output()),
                            Boolean.toString(step.add() || !oneCall)));
            return;
        }
        if (width == 1) {
            code.eachRow(d, 1, r -> code.add("$L[0] += $L[$L]", code.array(step.output()), code.array(d), r));
            return;
        }
        code.comment("$L columns: a loop; from $L on, a call of the runtime", width, VECTOR);
        code.eachRow(d, 1, r -> {
            Index j = code.loop("j", columns);
            code.add(
                            "$1L[$2L] += $3L[$4L]",
                            code.array(step.output()),
                            j,
                            code.array(d),
                            columns.times(r).plus(j))
                    .end();
        });
    }
}
