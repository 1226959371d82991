package dev.nervure.processor.small;

import dev.nervure.dsl.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What moves values, makes one of many, or multiplies tensors. */
final class SmallShapes {
    private SmallShapes() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        all.add(Small.layer("flatten", Tensor::flatten, 2, 3));
        all.add(Small.layer("flatten of a row", Tensor::flatten, 3));
        all.add(Small.layer("reshape", x -> x.reshape(3, -1), 2, 3));
        all.add(Small.layer("reshape to a column", x -> x.reshape(-1, 1), 4));
        all.add(Small.layer("transpose", Tensor::transpose, 2, 3));
        all.add(Small.layer("transpose three", x -> x.transpose(2, 0, 1), 2, 3, 4));
        all.add(Small.layer("transpose the last two", x -> x.transpose(0, 2, 1), 2, 3, 2));
        all.add(Small.layer("slice from a start", x -> x.slice(0, 1), 4));
        all.add(Small.layer("slice of the first axis", x -> x.slice(0, 1, 3), 4, 2));
        all.add(Small.layer("slice of the last axis", x -> x.slice(-1, 1, 3), 2, 4));
        all.add(Small.layer("slice within", x -> x.slice(1, 0, 1), 2, 3, 2));
        all.add(Small.layer("slice from the end", x -> x.slice(0, -2, 3), 4));
        all.add(Small.layer("slices of one", x -> x.slice(0, 0, 2).plus(x.slice(0, 2, 4)), 4));
        all.add(Small.layer("pad", x -> x.pad(1, 2), 3));
        all.add(Small.layer("pad of two axes", x -> x.pad(1, 0, 0, 2), 2, 2));
        all.add(Small.layer("pad with a value", x -> x.pad(List.of(0, 1, 2, 1), o -> o.value(0.7f)), 2, 3));
        all.add(Small.layer("pad the second to last", x -> x.pad(0, 0, 1, 1), 2, 3, 2));
        all.add(Small.layer("pad nothing", x -> x.pad(0, 0).tanh(), 3));
        reductions(all);
        all.add(Small.layer("concat", x -> x.concat(x.tanh()), 3));
        all.add(Small.layer("concat of rows", x -> Tensor.concat(0, List.of(x, x.tanh(), x.slice(0, 0, 1))), 2, 3));
        all.add(Small.layer("concat within", x -> x.concat(1, x.slice(1, 1, 2)), 2, 3, 2));
        products(all);
        all.add(Small.layer("globalAvgPool", Tensor::globalAvgPool, 2, 3));
        all.add(Small.layer("globalAvgPool of a plane", Tensor::globalAvgPool, 2, 3, 2));
        return all;
    }

    private static void reductions(List<Small> all) {
        int[][] axes = {{0}, {1}, {2}, {-1}, {0, 1}, {1, 2}, {0, 2}, {0, 1, 2}, {}};
        for (int[] axis : axes) {
            for (boolean keep : new boolean[] {true, false}) {
                boolean kept = keep || axis.length % 3 == 0; // something must be left
                String name = " of " + java.util.Arrays.toString(axis) + (kept ? " kept" : "");
                all.add(Small.layer("sum" + name, x -> x.sum(o -> o.axis(axis).keepDims(kept)), 2, 3, 2));
                all.add(Small.layer("mean" + name, x -> x.mean(o -> o.axis(axis).keepDims(kept)), 2, 3, 2));
                all.add(Small.layer("max" + name, x -> x.max(o -> o.axis(axis).keepDims(kept)), 2, 3, 2));
            }
        }
        UnaryOperator<Tensor> twice = x -> x.mean(0).plus(x.sum(0)).plus(x.max(0));
        all.add(Small.layer("three reductions of one", twice, 3, 2));
    }

    private static void products(List<Small> all) {
        all.add(Small.of("matmul", Small.input(2, 3).matmul(Small.input("b", 3, 4))));
        all.add(Small.of("matmul of stacks", Small.input(2, 2, 3).matmul(Small.input("b", 2, 3, 2))));
        all.add(Small.of("matmul with one for all", Small.input(2, 2, 3).matmul(Small.input("b", 3, 2))));
        all.add(Small.of("matmul of one with many", Small.input(2, 3).matmul(Small.input("b", 2, 3, 2))));
        all.add(Small.of("matmul broadcast", Small.input(2, 1, 2, 3).matmul(Small.input("b", 1, 2, 3, 2))));
        all.add(Small.layer("matmul with itself", x -> x.matmul(x.transpose()), 2, 3));
        all.add(Small.layer("matmul before", x -> x.transpose().matmul(x.tanh()), 2, 3));
    }
}
