package dev.nervure.processor.op;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** Elementwise steps whose operands or result lack axes of the others: a nest of loops, one an axis. */
final class Broadcast {
    private Broadcast() {}

    static void emit(Step step, Expr expr, Code code) {
        Value out = step.output();
        Shape space = space(step);
        boolean sums = out.shape().size() < space.size() || out.shape().batched() != space.batched();
        if (sums && !step.add()) {
            code.add("$T.fill($L, 0f)", java.util.Arrays.class, code.array(out));
        }
        List<String> loops = new ArrayList<>();
        String s = code.name("s");
        if (space.batched()) {
            code.begin("for (int $1L = 0; $1L < n; $1L++)", s);
        }
        for (int axis = 0; axis < space.rank(); axis++) {
            String k = code.name("k" + axis);
            loops.add(k);
            code.begin("for (int $1L = 0; $1L < $2L; $1L++)", k, code.dim(space.axis(axis), s));
        }
        String value = expr.java(i -> element(step.input(i), code, s, loops));
        code.add("$L $L $L", element(out, code, s, loops), sums || step.add() ? "+=" : "=", value);
        for (int i = 0; i < loops.size(); i++) {
            code.end();
        }
        if (space.batched()) {
            code.end();
        }
    }

    private static String element(Value value, Code code, String s, List<String> loops) {
        List<Dim> sample = value.shape().sample();
        String index = value.shape().batched() ? Code.times(value.shape().size(), s) : "0";
        int stride = value.shape().size();
        for (int axis = 0; axis < sample.size(); axis++) {
            int size = sample.get(axis).max();
            stride /= size;
            if (!isOne(sample.get(axis))) {
                index = Code.plus(index, Code.times(stride, loops.get(loops.size() - sample.size() + axis)));
            }
        }
        return code.array(value) + "[" + index + "]";
    }

    /** The shape that all operands and the result stretch to. */
    private static Shape space(Step step) {
        List<Value> all = new ArrayList<>(step.inputs());
        all.add(step.output());
        int rank = all.stream().mapToInt(v -> v.shape().rank()).max().orElse(0);
        boolean batched = all.stream().anyMatch(v -> v.shape().batched());
        List<Dim> dims = new ArrayList<>();
        for (int fromEnd = rank; fromEnd >= 1; fromEnd--) {
            Dim dim = Dim.of(1);
            for (Value v : all) {
                if (v.shape().rank() >= fromEnd && !isOne(v.shape().axis(-fromEnd))) {
                    dim = v.shape().axis(-fromEnd);
                }
            }
            dims.add(dim);
        }
        return batched ? Shape.batch(dims) : new Shape(dims);
    }

    private static boolean isOne(Dim dim) {
        return dim.equals(Dim.of(1));
    }
}
