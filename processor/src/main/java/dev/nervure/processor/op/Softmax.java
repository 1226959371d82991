package dev.nervure.processor.op;

import com.palantir.javapoet.ClassName;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;

/** {@code yⱼ = eˣʲ / Σₖ eˣᵏ} over the last axis, or its logarithm. */
public record Softmax(boolean logarithm) implements Op {
    @Override
    public String formula(Step step) {
        return step.output().local() + " = " + (logarithm ? "log softmax(" : "softmax(")
                + step.input(0).local() + ")";
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value y = step.output();
        adjoint.contribute(step.input(0), new Gradient(logarithm), List.of(adjoint.gradient(y), y));
    }

    @Override
    public void emit(Step step, Code code) {
        Value x = step.input(0);
        Index width = code.axes(x).size(-1);
        code.rows(
                x,
                1,
                (first, count) -> code.add(
                        "$T.$L($L, $L, $L, $L, $L, $L)",
                        KernelTypes.SOFTMAX,
                        logarithm ? "logRows" : "rows",
                        code.array(x),
                        first.times(width),
                        count,
                        width,
                        code.array(step.output()),
                        first.times(width)));
    }

    /** {@code ∂x = y ⊙ (∂y − Σ ∂y ⊙ y)}; of the logarithm {@code ∂x = ∂y − eʸ Σ ∂y}. */
    private record Gradient(boolean logarithm) implements Op {
        @Override
        public String formula(Step step) {
            String d = step.input(0).local();
            String y = step.input(1).local();
            return step.output().local() + " = "
                    + (logarithm ? d + " − exp(" + y + ") Σ " + d : y + " ⊙ (" + d + " − Σ " + d + " ⊙ " + y + ")");
        }

        /** The Jacobian of softmax is symmetric, so the gradient of δ is that of a softmax again. */
        @Override
        public void differentiate(Step step, Adjoint adjoint) {
            Value d = step.input(0);
            Value y = step.input(1);
            Value incoming = adjoint.gradient(step.output());
            adjoint.contribute(d, logarithm ? new OfLogarithms() : new Gradient(false), List.of(incoming, y));
            adjoint.contribute(y, new OfValues(logarithm), List.of(incoming, d, y));
        }

        @Override
        public void emit(Step step, Code code) {
            Value y = step.input(1);
            Index width = code.axes(y).size(-1);
            ClassName softmax = KernelTypes.SOFTMAX;
            code.rows(
                    y,
                    1,
                    (first, count) -> code.add(
                            "$T.$L($L, $L, $L, $L, $L, $L, $L, $L, $L)",
                            softmax,
                            logarithm ? "logGradient" : "gradient",
                            code.array(y),
                            first.times(width),
                            code.array(step.input(0)),
                            first.times(width),
                            count,
                            width,
                            code.array(step.output()),
                            first.times(width),
                            Boolean.toString(step.add())));
        }
    }

    /** The gradient of δ in that of the logarithm: {@code v − Σ v ⊙ eʸ}. */
    private record OfLogarithms() implements Op {
        @Override
        public String formula(Step step) {
            String v = step.input(0).local();
            return step.output().local() + " = " + v + " − Σ " + v + " ⊙ exp("
                    + step.input(1).local() + ")";
        }

        @Override
        public void differentiate(Step step, Adjoint adjoint) {
            Value incoming = adjoint.gradient(step.output());
            adjoint.contribute(step.input(0), new Gradient(true), List.of(incoming, step.input(1)));
            adjoint.contribute(step.input(1), new OfValues(true), List.of(step.input(0), incoming, step.input(1)));
        }

        @Override
        public void emit(Step step, Code code) {
            Value y = step.input(1);
            Index width = code.axes(y).size(-1);
            String v = code.array(step.input(0));
            code.eachRow(y, 1, r -> {
                String sum = code.name("sum");
                code.add("float $L = 0f", sum);
                code.each("j", width, j -> {
                    Index at = width.times(r).plus(j);
                    code.add("$L += $L[$L] * (float) Math.exp($L[$L])", sum, v, at, code.array(y), at);
                });
                code.each("j", width, j -> {
                    Index at = width.times(r).plus(j);
                    code.add(
                            "$L[$L] $L $L[$L] - $L",
                            code.array(step.output()),
                            at,
                            step.add() ? "+=" : "=",
                            v,
                            at,
                            sum);
                });
            });
        }
    }

    /**
     * The gradient of y in its gradient, for incoming v: {@code v ⊙ (δ − Σ δ ⊙ y) − δ Σ v ⊙ y}; of the logarithm
     * {@code −eʸ ⊙ v Σ δ}.
     */
    private record OfValues(boolean logarithm) implements Op {
        @Override
        public String formula(Step step) {
            String v = step.input(0).local();
            String d = step.input(1).local();
            String y = step.input(2).local();
            return step.output().local()
                    + Linear.sign(step)
                    + (logarithm
                            ? "−exp(" + y + ") ⊙ " + v + " Σ " + d
                            : v + " ⊙ (" + d + " − Σ " + d + " ⊙ " + y + ") − " + d + " Σ " + v + " ⊙ " + y);
        }

        @Override
        public void emit(Step step, Code code) {
            String v = code.array(step.input(0));
            String d = code.array(step.input(1));
            String y = code.array(step.input(2));
            Index width = code.axes(step.input(2)).size(-1);
            code.eachRow(step.input(2), 1, r -> {
                String sum = code.name("sum");
                String other = code.name("other");
                code.add("float $L = 0f", sum);
                if (!logarithm) {
                    code.add("float $L = 0f", other);
                }
                code.each("j", width, j -> {
                    Index at = width.times(r).plus(j);
                    if (logarithm) {
                        code.add("$L += $L[$L]", sum, d, at);
                    } else {
                        code.add("$L += $L[$L] * $L[$L]", sum, d, at, y, at)
                                .add("$L += $L[$L] * $L[$L]", other, v, at, y, at);
                    }
                });
                code.each("j", width, j -> {
                    Index at = width.times(r).plus(j);
                    String sign = step.add() ? "+=" : "=";
                    if (logarithm) {
                        code.add(
                                "$1L[$2L] $3L -(float) Math.exp($4L[$2L]) * $5L[$2L] * $6L",
                                code.array(step.output()),
                                at,
                                sign,
                                y,
                                v,
                                sum);
                    } else {
                        code.add(
                                "$1L[$2L] $3L $4L[$2L] * ($5L[$2L] - $6L) - $5L[$2L] * $7L",
                                code.array(step.output()),
                                at,
                                sign,
                                v,
                                d,
                                sum,
                                other);
                    }
                });
            });
        }
    }
}
