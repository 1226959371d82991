package dev.nervure.processor.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
    public Set<Layout> layouts(Step step, Value parameter) {
        if (parameter != step.input(1)) {
            return Set.of(Layout.FLAT);
        }
        boolean narrow = Math.max(in(parameter), out(parameter)) <= UNROLLED_WIDTH;
        return narrow ? EnumSet.allOf(Layout.class) : EnumSet.of(Layout.INPUT_MAJOR, Layout.MATRIX);
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
            code.eachRowApart(y.shape(), 1, r -> {
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
            code.cut();
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
        int in = in(weight);
        int out = out(weight);
        String row = code.scratch("row", out);
        String j = code.name("j");
        code.eachRow(y.shape(), 1, r -> {
            if (bias == null) {
                code.add("$T.fill($L, 0, $L, 0f)", java.util.Arrays.class, row, Integer.toString(out));
            } else {
                code.add("System.arraycopy($L, 0, $L, 0, $L)", code.array(bias), row, Integer.toString(out));
            }
            accumulateRows(code, code.array(weight), code.array(step.input(0)), times(in, r), in, row, out);
            if (fused != null) {
                code.begin("for (int $1L = 0; $1L < $2L; $1L++)", j, Integer.toString(out))
                        .add("$1L[$2L] = $3L", row, j, Elementwise.apply(fused, row + "[" + j + "]"))
                        .end();
            }
            code.add("System.arraycopy($L, 0, $L, $L, $L)", row, code.array(y), times(out, r), Integer.toString(out));
        });
    }

    /** {@code row += Σᵢ x[from + i] · rows[i]}, a few rows a pass. */
    private static void accumulateRows(
            Code code, String rows, String x, String from, int count, String row, int width) {
        int whole = count - count % TERMS;
        String i = code.name("i");
        if (whole == TERMS) {
            terms(code, rows, x, from, "0", TERMS, row, width);
        } else if (whole > 0) {
            code.begin("for (int $1L = 0; $1L < $2L; $1L += $3L)", i, Integer.toString(whole), Integer.toString(TERMS));
            terms(code, rows, x, from, i, TERMS, row, width);
            code.end();
        }
        if (whole < count) {
            terms(code, rows, x, from, Integer.toString(whole), count - whole, row, width);
        }
    }

    private static void terms(
            Code code, String rows, String x, String from, String i, int terms, String row, int width) {
        boolean alone = i.matches("\\d+");
        if (alone) {
            code.block();
        }
        String j = code.name("j");
        List<String> sum = new ArrayList<>();
        for (int k = 0; k < terms; k++) {
            String index = alone ? Integer.toString(Integer.parseInt(i) + k) : Code.plus(i, Integer.toString(k));
            code.add("float $L = $L[$L]", code.name("x" + k), x, Code.plus(from, index));
            sum.add(code.name("x" + k) + " * " + code.name("w" + k) + "[" + j + "]");
        }
        for (int k = 0; k < terms; k++) {
            String index = alone ? Integer.toString(Integer.parseInt(i) + k) : Code.plus(i, Integer.toString(k));
            code.add("float[] $L = $L[$L]", code.name("w" + k), rows, index);
        }
        code.begin("for (int $1L = 0; $1L < $2L; $1L++)", j, Integer.toString(width))
                .add("$L[$L] += $L", row, j, String.join(" + ", sum))
                .end();
        if (alone) {
            code.end();
        }
    }

    private static void kernel(Step step, Ending ending, Code code) {
        Value y = ending.result();
        CodeBlock epilogue = ending.epilogue();
        code.rows(
                y.shape(),
                1,
                (first, count) -> code.add(
                        "$L.multiply($L, $L, $L, $L, $L, $L, $L)",
                        code.array(step.input(1)),
                        code.array(step.input(0)),
                        times(in(step.input(1)), first),
                        count,
                        code.arrayOrNull(bias(step)),
                        epilogue,
                        code.array(y),
                        times(out(step.input(1)), first)));
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

    private static String times(int factor, String r) {
        return Code.times(factor, r);
    }

    private static String at(int width, String r, int i) {
        return Code.plus(times(width, r), Integer.toString(i));
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
        public void emit(Step step, Code code) {
            Value d = step.input(0);
            Value weight = step.input(1);
            Value dx = step.output();
            int in = in(weight);
            int out = out(weight);
            switch (code.layout(weight)) {
                case FLAT -> unrolledInput(step, code, in, out);
                case INPUT_MAJOR -> {
                    String byUnit = code.scratchRows(weight.name() + "ByUnit", out, in);
                    String row = code.scratch("row", in);
                    code.add("$T.transpose($L, $L)", KernelTypes.ROWS, code.array(weight), byUnit);
                    code.eachRow(dx.shape(), 1, r -> {
                        if (step.add()) {
                            code.add(
                                    "System.arraycopy($L, $L, $L, 0, $L)",
                                    code.array(dx),
                                    times(in, r),
                                    row,
                                    Integer.toString(in));
                        } else {
                            code.add("$T.fill($L, 0, $L, 0f)", java.util.Arrays.class, row, Integer.toString(in));
                        }
                        accumulateRows(code, byUnit, code.array(d), times(out, r), out, row, in);
                        code.add(
                                "System.arraycopy($L, 0, $L, $L, $L)",
                                row,
                                code.array(dx),
                                times(in, r),
                                Integer.toString(in));
                    });
                }
                case MATRIX ->
                    code.rows(
                            dx.shape(),
                            1,
                            (first, count) -> code.add(
                                    "$L.inputGradient($L, $L, $L, $L, $L, $L)",
                                    code.array(weight),
                                    code.array(d),
                                    times(out, first),
                                    count,
                                    code.array(dx),
                                    times(in, first),
                                    Boolean.toString(step.add())));
            }
        }

        private static void unrolledInput(Step step, Code code, int in, int out) {
            Value weight = step.input(1);
            int perPiece = Math.max(1, UNROLLED_PER_METHOD / out);
            for (int from = 0; from < in; from += perPiece) {
                int begin = from;
                int end = Math.min(in, from + perPiece);
                code.eachRow(step.output().shape(), 1, r -> {
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
            int in = in(dw);
            int out = out(dw);
            switch (code.layout(dw)) {
                case FLAT -> unrolledWeight(step, code, in, out);
                case INPUT_MAJOR -> {
                    String row = code.scratch("row", out);
                    String i = code.name("i");
                    String j = code.name("j");
                    String xi = code.name("xi");
                    String dwi = code.name("dwi");
                    if (!step.add()) {
                        code.add("$T.zero($L)", KernelTypes.ROWS, code.array(dw));
                    }
                    code.eachRow(x.shape(), 1, r -> code.add(
                                    "System.arraycopy($L, $L, $L, 0, $L)",
                                    code.array(d),
                                    times(out, r),
                                    row,
                                    Integer.toString(out))
                            .begin("for (int $1L = 0; $1L < $2L; $1L++)", i, Integer.toString(in))
                            .add("float $L = $L[$L]", xi, code.array(x), Code.plus(times(in, r), i))
                            .add("float[] $L = $L[$L]", dwi, code.array(dw), i)
                            .begin("for (int $1L = 0; $1L < $2L; $1L++)", j, Integer.toString(out))
                            .add("$1L[$2L] += $3L * $4L[$2L]", dwi, j, xi, row)
                            .end()
                            .end());
                }
                case MATRIX -> {
                    if (x.shape().sample().stream().limit(x.shape().rank() - 1).allMatch(dim -> dim.constant())) {
                        code.rows(
                                x.shape(),
                                1,
                                (first, count) -> product(step, code, first, count, Boolean.toString(step.add())));
                    } else {
                        if (!step.add()) {
                            code.add("$T.zero($L.chunks())", KernelTypes.ROWS, code.array(dw));
                        }
                        code.rows(x.shape(), 1, (first, count) -> product(step, code, first, count, "true"));
                    }
                }
            }
        }

        private static void product(Step step, Code code, String first, String count, String add) {
            Value dw = step.output();
            code.add(
                    "$L.weightGradient($L, $L, $L, $L, $L, $L)",
                    code.array(dw),
                    code.array(step.input(0)),
                    times(out(dw), first),
                    count,
                    code.array(step.input(1)),
                    times(in(dw), first),
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
                code.eachRow(step.input(1).shape(), 1, r -> {
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
