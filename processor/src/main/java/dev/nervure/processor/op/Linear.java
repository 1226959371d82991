package dev.nervure.processor.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code z = x · Wᵀ + b} for every row of x: {@code […, in] → […, out]}, W {@code [out, in]} or with the
 * inputs as several axes, b {@code [out]} or absent.
 * The layout of W says how it is written: unrolled, as loops over rows, or as a call of the runtime's kernels.
 */
public record Linear() implements Product {
    /** Rows whose products are added in one pass over the results: fewer loads and stores for each multiply-add. */
    private static final int TERMS = 4;

    @Override
    public String formula(Step step) {
        Value bias = bias(step);
        return step.output().local() + " = " + step.input(0).local() + " · Wᵀ" + (bias == null ? "" : " + b");
    }

    @Override
    public Integer ownAxis() {
        return -1;
    }

    @Override
    public Set<Layout> layouts(Step step, Value parameter) {
        return parameter == step.input(1) ? readable(parameter) : Set.of(Layout.FLAT);
    }

    private static Set<Layout> readable(Value weight) {
        boolean narrow = Math.max(in(weight), out(weight)) <= UNROLLED_WIDTH;
        return narrow ? EnumSet.complementOf(EnumSet.of(Layout.TABLE)) : EnumSet.of(Layout.INPUT_MAJOR, Layout.MATRIX);
    }

    @Override
    public long multiplyAdds(Step step) {
        return rowsOf(step.input(0)) * (long) in(step.input(1)) * out(step.input(1));
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value d = adjoint.gradient(step.output());
        Value x = step.input(0);
        Value weight = step.input(1);
        adjoint.contribute(weight, new WeightGradient(), List.of(d, x));
        Value bias = bias(step);
        if (bias != null) {
            adjoint.contribute(bias, new ColumnSums(), List.of(d));
        }
        adjoint.contribute(x, new InputGradient(), List.of(d, weight));
    }

    @Override
    public boolean callsKernel(Step step, Layout layout) {
        return layout == Layout.MATRIX;
    }

    @Override
    public void emit(Step step, Ending ending, Code code) {
        switch (code.layout(step.input(1))) {
            case FLAT -> unrolled(step, ending.function(), ending.result(), code);
            case INPUT_MAJOR -> loops(step, ending.function(), ending.result(), code);
            case MATRIX -> kernel(step, ending, code);
            case TABLE -> throw lookedUp();
        }
    }

    private static void unrolled(Step step, @Nullable Step fused, Value y, Code code) {
        Value weight = step.input(1);
        Value bias = bias(step);
        int in = in(weight);
        int out = out(weight);
        int perPiece = Math.max(1, UNROLLED_PER_METHOD / in);
        for (int from = 0; from < out; from += perPiece) {
            int begin = from;
            int end = Math.min(out, from + perPiece);
            code.eachRowApart(y, 1, r -> {
                List<String> x = new ArrayList<>();
                for (int i = 0; i < in; i++) {
                    x.add(code.name("x" + i));
                    code.add("float $L = $L[$L]", x.get(i), code.array(step.input(0)), at(in, r, i));
                }
                for (int j = begin; j < end; j++) {
                    List<String> terms = new ArrayList<>();
                    if (bias != null) {
                        terms.add(code.array(bias) + "[" + j + "]");
                    }
                    for (int i = 0; i < in; i++) {
                        terms.add(code.array(weight) + "[" + (j * in + i) + "] * " + x.get(i));
                    }
                    store(code, fused, code.array(y) + "[" + at(out, r, j) + "]", String.join(" + ", terms));
                }
            });
            if (end < out) {
                code.cut();
            }
        }
    }

    private static void store(Code code, @Nullable Step fused, String target, String z) {
        if (fused == null || readsOnce(fused)) {
            code.add("$L = $L", target, Elementwise.apply(fused, z));
        } else {
            String local = code.name("z");
            code.block()
                    .add("float $L = $L", local, z)
                    .add("$L = $L", target, Elementwise.apply(fused, local))
                    .end();
        }
    }

    private static boolean readsOnce(Step fused) {
        String text = ((Elementwise) fused.op()).expr().java(i -> "\u0000");
        return text.indexOf('\u0000') == text.lastIndexOf('\u0000') && ((Elementwise) fused.op()).takesSum();
    }

    private static void loops(Step step, @Nullable Step fused, Value y, Code code) {
        Value weight = step.input(1);
        Value bias = bias(step);
        String row = code.scratch("row", out(weight));
        Side x = new Side(step.input(0), in(weight), code);
        Index out = code.axes(y).size(-1);
        code.eachRow(y, 1, r -> {
            if (bias == null) {
                code.add("$T.fill($L, 0, $L, 0f)", java.util.Arrays.class, row, out);
            } else {
                code.add("System.arraycopy($L, 0, $L, 0, $L)", code.array(bias), row, out);
            }
            accumulateRows(code, code.array(weight), x, r, row, out);
            if (fused != null) {
                code.each(
                        "j",
                        out,
                        j -> code.add("$1L[$2L] = $3L", row, j, Elementwise.apply(fused, row + "[" + j + "]")));
            }
            code.add("System.arraycopy($L, 0, $L, $L, $L)", row, code.array(y), out.times(r), out);
        });
    }

    /**
     * The rows of a factor.
     *
     * @param x what has them
     * @param width of a row
     * @param size the same, as generated code calls it
     */
    private record Side(Value x, int width, Index size) {
        Side(Value x, int width, Code code) {
            this(x, width, code.axes(x).size(-1));
        }
    }

    /** {@code row += Σᵢ x[r, i] · rows[i]}, a few rows a pass. */
    private static void accumulateRows(Code code, String rows, Side x, Index r, String row, Index width) {
        int whole = x.width - x.width % TERMS;
        if (whole == TERMS) {
            alone(code, rows, x, r, 0, TERMS, row, width);
        } else if (whole > 0) {
            Index end = whole == x.width ? x.size : Index.of(whole);
            String i = code.name("i");
            code.begin("for (int $1L = 0; $1L < $2L; $1L += $3L)", i, end, TERMS);
            terms(code, rows, x, r, Index.variable(i), TERMS, row, width);
            code.end();
        }
        if (whole < x.width) {
            alone(code, rows, x, r, whole, x.width - whole, row, width);
        }
    }

    /** Terms that are not in a loop. */
    private static void alone(Code code, String rows, Side x, Index r, int from, int terms, String row, Index width) {
        code.block();
        terms(code, rows, x, r, Index.of(from), terms, row, width);
        code.end();
    }

    private static void terms(Code code, String rows, Side x, Index r, Index from, int terms, String row, Index width) {
        for (int k = 0; k < terms; k++) {
            Index i = x.size.times(r).plus(from).plus(k);
            code.add("float $L = $L[$L]", code.name("x" + k), code.array(x.x), i);
        }
        for (int k = 0; k < terms; k++) {
            code.add("float[] $L = $L[$L]", code.name("w" + k), rows, from.plus(k));
        }
        code.each("j", width, j -> {
            String sum = IntStream.range(0, terms)
                    .mapToObj(k -> code.name("x" + k) + " * " + code.name("w" + k) + "[" + j + "]")
                    .collect(Collectors.joining(" + "));
            code.add("$L[$L] += $L", row, j, sum);
        });
    }

    private static void kernel(Step step, Ending ending, Code code) {
        Value y = ending.result();
        CodeBlock epilogue = ending.epilogue();
        Index in = code.axes(step.input(0)).size(-1);
        Index out = code.axes(y).size(-1);
        code.rows(
                y,
                1,
                (first, count) -> code.add(
                        "$L.multiply($L, $L, $L, $L, $L, $L, $L)",
                        code.array(step.input(1)),
                        code.array(step.input(0)),
                        first.times(in),
                        count,
                        code.arrayOrNull(bias(step)),
                        epilogue,
                        code.array(y),
                        first.times(out)));
    }

    private static IllegalStateException lookedUp() {
        return new IllegalStateException("a table is not multiplied");
    }

    static @Nullable Value bias(Step step) {
        return step.inputs().size() > 2 ? step.input(2) : null;
    }

    static int out(Value weight) {
        return weight.shape().axis(0).max();
    }

    static int in(Value weight) {
        return weight.shape().size() / out(weight);
    }

    static int rowsOf(Value x) {
        return x.shape().size() / x.shape().axis(-1).max();
    }

    /** Between the sides of a formula. */
    static String sign(Step step) {
        return step.add() ? " += " : " = ";
    }

    /** A place in straight code, where sizes are literals as all else. */
    private static Index at(int width, Index r, int i) {
        return r.times(width).plus(i);
    }

    /** Multiply-adds in one method: up to 14 bytes of bytecode each, and HotSpot compiles no method over 8,000. */
    private static final int UNROLLED_PER_METHOD = 320;

    /** The widest row that is unrolled: each value of it is a local variable that takes 14 bytes to load. */
    private static final int UNROLLED_WIDTH = 240;

    /** {@code ∂x = δ · W}. */
    private record InputGradient() implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + sign(step) + step.input(0).local() + " · "
                    + step.input(1).local();
        }

        @Override
        public Set<Layout> layouts(Step step, Value parameter) {
            return readable(parameter);
        }

        @Override
        public long multiplyAdds(Step step) {
            return rowsOf(step.output()) * (long) in(step.input(1)) * out(step.input(1));
        }

        @Override
        public void differentiate(Step step, Adjoint adjoint) {
            Value d = step.input(0);
            Value weight = step.input(1);
            Value incoming = adjoint.gradient(step.output());
            adjoint.contribute(weight, new WeightGradient(), List.of(d, incoming));
            // The product first: a product that is under way cannot be added to another gradient.
            Value product = adjoint.intermediate(
                    d.name() + "Product", d.shape(), Value.Element.FLOAT, new Linear(), List.of(incoming, weight));
            adjoint.contribute(d, new Copy(), List.of(product));
        }

        @Override
        public void emit(Step step, Code code) {
            Value d = step.input(0);
            Value weight = step.input(1);
            Value dx = step.output();
            Index in = code.axes(dx).size(-1);
            Index out = code.axes(d).size(-1);
            switch (code.layout(weight)) {
                case TABLE -> throw lookedUp();
                case FLAT -> unrolledInput(step, code, in(weight), out(weight));
                case INPUT_MAJOR -> {
                    String byUnit = code.scratchRows(weight.name() + "ByUnit", out(weight), in(weight));
                    String row = code.scratch("row", in(weight));
                    Side rows = new Side(d, out(weight), code);
                    code.add("$T.transpose($L, $L)", KernelTypes.ROWS, code.array(weight), byUnit);
                    code.eachRow(dx, 1, r -> {
                        if (step.add()) {
                            code.add("System.arraycopy($L, $L, $L, 0, $L)", code.array(dx), in.times(r), row, in);
                        } else {
                            code.add("$T.fill($L, 0, $L, 0f)", java.util.Arrays.class, row, in);
                        }
                        accumulateRows(code, byUnit, rows, r, row, in);
                        code.add("System.arraycopy($L, 0, $L, $L, $L)", row, code.array(dx), in.times(r), in);
                    });
                }
                case MATRIX ->
                    code.rows(
                            dx,
                            1,
                            (first, count) -> code.add(
                                    "$L.inputGradient($L, $L, $L, $L, $L, $L)",
                                    code.array(weight),
                                    code.array(d),
                                    first.times(out),
                                    count,
                                    code.array(dx),
                                    first.times(in),
                                    Boolean.toString(step.add())));
            }
        }

        private static void unrolledInput(Step step, Code code, int in, int out) {
            Value weight = step.input(1);
            int perPiece = Math.max(1, UNROLLED_PER_METHOD / out);
            for (int from = 0; from < in; from += perPiece) {
                int begin = from;
                int end = Math.min(in, from + perPiece);
                code.eachRow(step.output(), 1, r -> {
                    for (int j = 0; j < out; j++) {
                        code.add("float $L = $L[$L]", code.name("d" + j), code.array(step.input(0)), at(out, r, j));
                    }
                    for (int i = begin; i < end; i++) {
                        List<String> terms = new ArrayList<>();
                        for (int j = 0; j < out; j++) {
                            terms.add(code.array(weight) + "[" + (j * in + i) + "] * " + code.name("d" + j));
                        }
                        code.add(
                                "$L[$L] $L $L",
                                code.array(step.output()),
                                at(in, r, i),
                                step.add() ? "+=" : "=",
                                String.join(" + ", terms));
                    }
                });
                code.cut();
            }
        }
    }

    /** {@code ∂W = δᵀ · x}. */
    private record WeightGradient() implements Op {
        @Override
        public String formula(Step step) {
            return step.output().local() + sign(step) + step.input(0).local() + "ᵀ · "
                    + step.input(1).local();
        }

        @Override
        public void emit(Step step, Code code) {
            Value d = step.input(0);
            Value x = step.input(1);
            Value dw = step.output();
            switch (code.layout(dw)) {
                case TABLE -> throw lookedUp();
                case FLAT -> unrolledWeight(step, code, in(dw), out(dw));
                case INPUT_MAJOR -> {
                    Index in = code.axes(x).size(-1);
                    Index out = code.axes(d).size(-1);
                    String row = code.scratch("row", out(dw));
                    String xi = code.name("xi");
                    String dwi = code.name("dwi");
                    if (!step.add()) {
                        code.add("$T.zero($L)", KernelTypes.ROWS, code.array(dw));
                    }
                    code.eachRow(x, 1, r -> {
                        code.add("System.arraycopy($L, $L, $L, 0, $L)", code.array(d), out.times(r), row, out);
                        code.each("i", in, i -> {
                            code.add(
                                            "float $L = $L[$L]",
                                            xi,
                                            code.array(x),
                                            in.times(r).plus(i))
                                    .add("float[] $L = $L[$L]", dwi, code.array(dw), i);
                            code.each("j", out, j -> code.add("$1L[$2L] += $3L * $4L[$2L]", dwi, j, xi, row));
                        });
                    });
                }
                case MATRIX -> {
                    if (x.shape().sample().stream().limit(x.shape().rank() - 1).allMatch(dim -> dim.constant())) {
                        code.rows(
                                x,
                                1,
                                (first, count) -> product(step, code, first, count, Boolean.toString(step.add())));
                    } else {
                        if (!step.add()) {
                            code.add("$L.clear()", code.array(dw));
                        }
                        code.rows(x, 1, (first, count) -> product(step, code, first, count, "true"));
                    }
                }
            }
        }

        private static void product(Step step, Code code, Index first, Index count, String add) {
            Value dw = step.output();
            Value d = step.input(0);
            Value x = step.input(1);
            code.add(
                    "$L.weightGradient($L, $L, $L, $L, $L, $L)",
                    code.array(dw),
                    code.array(d),
                    first.times(code.axes(d).size(-1)),
                    count,
                    code.array(x),
                    first.times(code.axes(x).size(-1)),
                    add);
        }

        private static void unrolledWeight(Step step, Code code, int in, int out) {
            Value dw = step.output();
            if (!step.add()) {
                code.add("$T.fill($L, 0f)", java.util.Arrays.class, code.array(dw))
                        .cut();
            }
            int perPiece = Math.max(1, UNROLLED_PER_METHOD / in);
            for (int from = 0; from < out; from += perPiece) {
                int begin = from;
                int end = Math.min(out, from + perPiece);
                code.eachRow(step.input(1), 1, r -> {
                    for (int i = 0; i < in; i++) {
                        code.add("float $L = $L[$L]", code.name("x" + i), code.array(step.input(1)), at(in, r, i));
                    }
                    for (int j = begin; j < end; j++) {
                        code.add("float $L = $L[$L]", code.name("d" + j), code.array(step.input(0)), at(out, r, j));
                        for (int i = 0; i < in; i++) {
                            code.add(
                                    "$L[$L] += $L * $L",
                                    code.array(dw),
                                    Integer.toString(j * in + i),
                                    code.name("d" + j),
                                    code.name("x" + i));
                        }
                    }
                });
                code.cut();
            }
        }
    }
}
