package dev.nervure.processor.op;

import dev.nervure.processor.graph.Code;
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
        int width = d.shape().axis(-1).max();
        boolean oneCall = width >= VECTOR && d.shape().constant();
        if (!step.add() && !oneCall) {
            code.add("$T.fill($L, 0f)", java.util.Arrays.class, code.array(step.output()));
        }
        if (width >= VECTOR) {
            code.rows(
                    d.shape(),
                    1,
                    (first, count) -> code.add(
                            "$T.columns($L, $L, $L, $L, $L, $L)",
                            KernelTypes.SUMS,
                            code.array(d),
                            Code.times(width, first),
                            count,
                            Integer.toString(width),
                            code.array(step.output()),
                            Boolean.toString(step.add() || !oneCall)));
            return;
        }
        if (width == 1) {
            code.eachRow(d.shape(), 1, r -> code.add("$L[0] += $L[$L]", code.array(step.output()), code.array(d), r));
            return;
        }
        code.comment("$L columns: a loop; from $L on, a call of the runtime", width, VECTOR);
        String j = code.name("j");
        code.eachRow(d.shape(), 1, r -> code.begin("for (int $1L = 0; $1L < $2L; $1L++)", j, Integer.toString(width))
                .add(
                        "$1L[$2L] += $3L[$4L]",
                        code.array(step.output()),
                        j,
                        code.array(d),
                        Code.plus(Code.times(width, r), j))
                .end());
    }
}
