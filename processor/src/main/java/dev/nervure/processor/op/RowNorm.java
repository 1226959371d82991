package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Layer normalisation, {@code y = (x − mean) / √(variance + ε) ⊙ w + b}, or RMS normalisation,
 * {@code y = x / √(mean of x² + ε) ⊙ w}, of every row.
 *
 * <p>Reads x, and w and b or w alone where there are any; writes y, the factor of each row, and its mean if it is centred.
 */
public record RowNorm(boolean centred, float eps) implements Op {
    @Override
    public String formula(Step step) {
        String x = step.input(0).local();
        return step.output().local() + " = "
                + (centred ? "(" + x + " − mean) / √(variance + ε)" : x + " / √(mean of squares + ε)")
                + (step.inputs().size() > 1 ? " ⊙ w" : "") + (step.inputs().size() > 2 ? " + b" : "");
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value d = adjoint.gradient(step.output());
        List<Value> reads = new ArrayList<>(List.of(d, step.input(0)));
        reads.addAll(step.outputs().subList(1, step.outputs().size()));
        if (step.inputs().size() > 1) {
            adjoint.contribute(step.input(1), new WeightGradient(), reads);
        }
        if (step.inputs().size() > 2) {
            adjoint.contribute(step.input(2), new ColumnSums(), List.of(d));
        }
        List<Value> all = new ArrayList<>(reads);
        all.addAll(step.inputs().subList(1, Math.min(2, step.inputs().size())));
        adjoint.contribute(step.input(0), new InputGradient(centred), all);
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        String weight = step.inputs().size() > 1 ? code.array(step.input(1)) : "null";
        String bias = step.inputs().size() > 2 ? code.array(step.input(2)) : "null";
        String scale = code.array(step.outputs().get(1));
        code.rows(
                x,
                1,
                (first, count) -> code.add(
                        "$T.$L($L, $L, $L, $L, $L, $L, $L, $L)",
                        KernelTypes.NORMALIZATION,
                        centred ? "layer" : "rms",
                        code.array(x),
                        first,
                        count,
                        code.axes(x).size(-1),
                        Floats.literal(eps),
                        centred ? weight + ", " + bias : weight,
                        code.array(step.output()),
                        centred ? code.array(step.outputs().get(2)) + ", " + scale : scale));
    }

    /** {@code ∂w = Σ δ ⊙ x̂}. */
    private record WeightGradient() implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + Linear.sign(step) + "Σ "
                    + step.input(0).local() + " ⊙ x̂";
        }

        @Override
        public void emit(Step step, Code code) {
            Value x = step.input(1);
            if (!step.add()) {
                code.clear(step.output());
            }
            code.rows(
                    x,
                    1,
                    (first, count) -> code.add(
                            "$T.weightGradient($L, $L, $L, $L, $L, $L, $L, $L)",
                            KernelTypes.NORMALIZATION,
                            code.array(step.input(0)),
                            code.array(x),
                            step.inputs().size() > 3 ? code.array(step.input(3)) : "null",
                            code.array(step.input(2)),
                            first,
                            count,
                            code.axes(x).size(-1),
                            code.array(step.output())));
        }
    }

    /** {@code ∂x = s (e − mean of e − x̂ · mean of e x̂)}, {@code e = δ ⊙ w}; without the first mean if not centred. */
    private record InputGradient(boolean centred) implements Op {
        @Override
        public String formula(Step step) {
            boolean weighted = step.inputs().size() > (centred ? 4 : 3);
            String e = weighted ? "e" : step.input(0).local();
            return step.output().local() + " = s (" + e + (centred ? " − mean of " + e : "") + " − x̂ mean of " + e
                    + " x̂)" + (weighted ? ", e = " + step.input(0).local() + " ⊙ w" : "") + ", s = 1 / √(… + ε)";
        }

        @Override
        public void emit(Step step, Code code) {
            Value x = step.input(1);
            int weight = centred ? 4 : 3;
            String scale = code.array(step.input(2));
            code.rows(
                    x,
                    1,
                    (first, count) -> code.add(
                            "$T.$L($L, $L, $L, $L, $L, $L, $L, $L, $L)",
                            KernelTypes.NORMALIZATION,
                            centred ? "layerGradient" : "rmsGradient",
                            code.array(step.input(0)),
                            code.array(x),
                            centred ? code.array(step.input(3)) + ", " + scale : scale,
                            first,
                            count,
                            code.axes(x).size(-1),
                            step.inputs().size() > weight ? code.array(step.input(weight)) : "null",
                            code.array(step.output()),
                            Boolean.toString(step.add())));
        }
    }
}
