package dev.nervure.processor.op;

import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        public void differentiate(Step step, Adjoint adjoint) {
            int weight = centred ? 4 : 3;
            Value d = step.input(0);
            Value x = step.input(1);
            Value incoming = adjoint.gradient(step.output());
            List<Value> statistics = step.inputs().subList(1, weight);
            List<Value> plain = new ArrayList<>(List.of(incoming));
            plain.addAll(statistics);
            List<Value> all = new ArrayList<>(List.of(incoming));
            all.addAll(step.inputs());
            adjoint.contribute(x, new OfRows(centred), all);
            if (step.inputs().size() == weight) {
                adjoint.contribute(d, this, plain); // the Jacobian is symmetric
                return;
            }
            Value w = step.input(weight);
            Value e = adjoint.intermediate(d.name() + "Rows", x.shape(), Value.Element.FLOAT, this, plain);
            Elementwise product = new Elementwise(Expr.arg(0).times(Expr.arg(1)), "%s ⊙ %s");
            adjoint.contribute(d, product, List.of(e, w));
            adjoint.contribute(w, product, List.of(e, d));
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

    /**
     * The gradient of x in its gradient, for incoming v:
     * {@code −s² (x̂ (m(v e) − m(v) m(e) − a b) + a (v − m(v) − x̂ b) + b (e − m(e) − x̂ a))}, where m is the mean of a row,
     * {@code e = δ ⊙ w}, {@code a = m(e x̂)}, {@code b = m(v x̂)}; without m(v) and m(e) if not centred.
     */
    private record OfRows(boolean centred) implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + Linear.sign(step) + "the slope of "
                    + step.input(1).local() + "'s way through the norm, times "
                    + step.input(0).local();
        }

        @Override
        public void emit(Step step, Code code) {
            Value x = step.input(2);
            Index width = code.axes(x).size(-1);
            String v = code.array(step.input(0));
            String scale = code.array(step.input(3));
            int weight = centred ? 5 : 4;
            String w = step.inputs().size() > weight ? code.array(step.input(weight)) : null;
            String ei = code.name("ei");
            String xi = code.name("xi");
            String s = code.name("s");
            List<String> sums = Stream.of("a", "b", "ofVe", "ofE", "ofV")
                    .limit(centred ? 5 : 3)
                    .map(code::name)
                    .toList();
            String a = sums.get(0);
            String b = sums.get(1);
            String ofVe = sums.get(2);
            String ofE = centred ? sums.get(3) : "";
            String ofV = centred ? sums.get(4) : "";
            code.eachRow(x, 1, r -> {
                code.add("float $L = $L[$L]", s, scale, r);
                sums.forEach(sum -> code.add("float $L = 0f", sum));
                code.each("i", width, i -> {
                    Index at = width.times(r).plus(i);
                    values(step, code, r, i, at, w, ei, xi, s);
                    if (centred) {
                        code.add("$L += $L", ofE, ei).add("$L += $L[$L]", ofV, v, at);
                    }
                    code.add("$L += $L[$L] * $L", ofVe, v, at, ei)
                            .add("$L += $L * $L", a, ei, xi)
                            .add("$L += $L[$L] * $L", b, v, at, xi);
                });
                sums.forEach(sum -> code.add("$L /= $L", sum, width));
                String q = code.name("q");
                code.add(
                        "float $L = $L - $L * $L" + (centred ? " - $L * $L" : ""),
                        centred ? new Object[] {q, ofVe, a, b, ofE, ofV} : new Object[] {q, ofVe, a, b});
                code.each("i", width, i -> {
                    Index at = width.times(r).plus(i);
                    values(step, code, r, i, at, w, ei, xi, s);
                    String lessV = centred ? " - " + ofV : "";
                    String lessE = centred ? " - " + ofE : "";
                    code.add(
                            "$L[$L] $L -$L * $L * ($L * $L + $L * ($L[$L]$L - $L * $L) + $L * ($L$L - $L * $L))",
                            code.array(step.output()),
                            at,
                            step.add() ? "+=" : "=",
                            s,
                            s,
                            xi,
                            q,
                            a,
                            v,
                            at,
                            lessV,
                            xi,
                            b,
                            b,
                            ei,
                            lessE,
                            xi,
                            a);
                });
            });
        }

        /** Declares e and x̂ of one place. */
        private void values(
                Step step, Code code, Index r, Index i, Index at, @Nullable String w, String ei, String xi, String s) {
            String d = code.array(step.input(1));
            String x = code.array(step.input(2));
            code.add("float $L = $L[$L]" + (w == null ? "" : " * " + w + "[" + i + "]"), ei, d, at);
            if (centred) {
                code.add("float $L = ($L[$L] - $L[$L]) * $L", xi, x, at, code.array(step.input(4)), r, s);
            } else {
                code.add("float $L = $L[$L] * $L", xi, x, at, s);
            }
        }
    }
}
