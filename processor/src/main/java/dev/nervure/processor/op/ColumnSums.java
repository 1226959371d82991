package dev.nervure.processor.op;

import dev.nervure.processor.emit.Code;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;

/** {@code ∂b = Σ δ} over all rows: the gradient of a bias. */
record ColumnSums() implements Op {
    @Override
    public String formula(Step step) {
        return "∂L/∂b = Σₙ δ";
    }

    @Override
    public void emit(Step step, Code code) {
        Value d = step.input(0);
        int width = d.shape().axis(-1).max();
        if (!step.add()) {
            code.add("$T.fill($L, 0f)", java.util.Arrays.class, code.array(step.output()));
        }
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
