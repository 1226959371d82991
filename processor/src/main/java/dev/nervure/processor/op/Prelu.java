package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/** {@code y = max(x, 0) + w · min(x, 0)}, w one slope for all values, or one for each channel, the first axis. */
public record Prelu() implements Op {
    @Override
    public String formula(Step step) {
        String x = step.input(0).local();
        return step.output().local() + " = max(" + x + ", 0) + w min(" + x + ", 0)";
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value d = adjoint.gradient(step.output());
        Value x = step.input(0);
        Value slope = step.input(1);
        adjoint.contribute(slope, new SlopeGradient(), List.of(d, x));
        adjoint.contribute(x, new InputGradient(), List.of(d, x, slope));
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Value slope = step.input(1);
        each(
                x,
                slope,
                code,
                (i, channel) -> code.add(
                        "$1L[$2L] = Math.max($3L[$2L], 0f) + $4L[$5L] * Math.min($3L[$2L], 0f)",
                        code.array(step.output()),
                        i,
                        code.array(x),
                        code.array(slope),
                        channel));
    }

    /** What happens to one value. */
    private interface Each {
        void write(Index index, Index channel);
    }

    private static void each(Value x, Value slope, Code code, Each body) {
        if (slope.shape().size() == 1) {
            code.eachRow(x, 0, i -> body.write(i, Index.ZERO));
        } else {
            code.nest(x, x.shape().rank(), at -> body.write(code.offset(x, at), at.get(1)));
        }
    }

    /** {@code ∂x = δ} where x is positive, {@code w δ} elsewhere. */
    private record InputGradient() implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + " = " + step.input(0).local() + " ⊙ (1 or w)";
        }

        @Override
        public void emit(Step step, Code code) {
            Value x = step.input(1);
            Value slope = step.input(2);
            each(
                    x,
                    slope,
                    code,
                    (i, channel) -> code.add(
                            "$1L[$2L] $3L $4L[$2L] > 0f ? $5L[$2L] : $6L[$7L] * $5L[$2L]",
                            code.array(step.output()),
                            i,
                            step.add() ? "+=" : "=",
                            code.array(x),
                            code.array(step.input(0)),
                            code.array(slope),
                            channel));
        }
    }

    /** {@code ∂w = Σ δ min(x, 0)}. */
    private record SlopeGradient() implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + Linear.sign(step) + "Σ "
                    + step.input(0).local() + " min(" + step.input(1).local() + ", 0)";
        }

        @Override
        public void emit(Step step, Code code) {
            Value x = step.input(1);
            Value slope = step.output();
            if (!step.add()) {
                code.clear(slope);
            }
            each(
                    x,
                    slope,
                    code,
                    (i, channel) -> code.add(
                            "$L[$L] += $L[$L] * Math.min($L[$L], 0f)",
                            code.array(slope),
                            channel,
                            code.array(step.input(0)),
                            i,
                            code.array(x),
                            i));
        }
    }
}
