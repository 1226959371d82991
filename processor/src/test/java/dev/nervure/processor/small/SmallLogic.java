package dev.nervure.processor.small;

import static dev.nervure.dsl.ElementType.BOOL;
import static dev.nervure.dsl.ElementType.FLOAT;
import static dev.nervure.dsl.ElementType.INT;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Initializer;
import dev.nervure.dsl.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Booleans, integers, tensors that are the same for every sample, and functions of numbers beside those of networks. */
final class SmallLogic {
    private SmallLogic() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        functions(all);
        booleans(all);
        places(all);
        unbatched(all);
        return all;
    }

    private static void functions(List<Small> all) {
        Tensor x = Small.input(3);
        Tensor y = Small.input("y", 3);
        all.add(Small.of("abs", x.abs()));
        all.add(Small.of("sin", x.sin()));
        all.add(Small.of("cos", x.cos()));
        all.add(Small.of("clamp", x.clamp(-0.5f, 0.7f)));
        all.add(Small.of("clamp below", x.clamp(-0.5f, Float.MAX_VALUE)));
        all.add(Small.of("clamp above", x.clamp(-Float.MAX_VALUE, 0.7f)));
        all.add(Small.of("minimum", x.minimum(y)));
        all.add(Small.of("maximum of three", x.maximum(y, x.tanh())));
        all.add(Small.of("maximum of shapes", Small.input(2, 3).maximum(Small.input("b", 2, 1))));
        all.add(Small.of("stop of one way", x.times(x.stopGradient())));
        all.add(Small.of("stop of all", x.tanh().stopGradient().plus(y)));
        all.add(Small.of("stop before a layer", x.stopGradient().dense(2)));
        all.add(Small.of(
                "stop in a block",
                x.repeat(2, "block", t -> t.tanh().stopGradient().dense(3))));
        Tensor rows = Small.input(2, 4, 3);
        for (int axis = 0; axis < 3; axis++) {
            int at = axis;
            all.add(Small.of("cumulative sum " + axis, rows.cumSum(axis)));
            all.add(Small.of("min " + axis, rows.min(axis)));
            all.add(Small.of(
                    "log sum exp " + axis, rows.logSumExp(o -> o.axis(at).keepDims(true))));
        }
        all.add(Small.of("cumulative sum of one", Small.input(1, 3).cumSum(0)));
        all.add(Small.of("a cumulative sum and its operand", x.cumSum(-1).plus(x)));
        all.add(Small.of("min and more", rows.min(0, 2), rows.min()));
        all.add(Small.of("log sum exp of all", rows.logSumExp(), rows.logSumExp(1)));
        all.add(Small.of("log sum exp of large", rows.times(0.1f).plus(15).logSumExp(2)));
    }

    private static void booleans(List<Small> all) {
        Tensor x = Small.input(3);
        Tensor y = Small.input("y", 3);
        for (Comparison comparison : Comparison.values()) {
            Tensor compared = x.compare(comparison, y);
            all.add(Small.of("compare " + comparison, compared.where(x, y.tanh()), compared.named("compared")));
            all.add(Small.of(
                    "compare integers " + comparison,
                    x.times(2)
                            .cast(INT)
                            .compare(comparison, y.times(2).cast(INT))
                            .cast(FLOAT)
                            .plus(x)));
        }
        Tensor a = x.compare(Comparison.GREATER, 0);
        Tensor b = y.compare(Comparison.LESS, 0.3f);
        all.add(Small.of("and", a.and(b).where(x, y)));
        all.add(Small.of("or of three", a.or(b, x.compare(Comparison.LESS, y)).where(x, y)));
        all.add(Small.of("not", a.not().where(x, y)));
        all.add(Small.of("equal booleans", a.compare(Comparison.EQUAL, b).where(x, y)));
        all.add(Small.of("where of a column", Small.input("c", 2, 1).cast(BOOL).where(x, Small.input("b", 2, 3))));
        all.add(Small.of("where of booleans", a.where(b, a).cast(FLOAT).plus(x)));
        all.add(Small.of("where of one scalar", a.where(Tensor.constant(0f), x)));
        all.add(Small.of(
                "casts",
                x.times(3).cast(INT).cast(FLOAT).plus(x),
                x.cast(BOOL).cast(INT).named("i")));
        Tensor i = x.times(3).cast(INT);
        Tensor j = y.times(3).cast(INT);
        all.add(Small.of(
                "integers",
                i.plus(j).cast(FLOAT).plus(x),
                i.minus(j).cast(FLOAT).plus(x),
                i.times(j).cast(FLOAT).plus(x),
                i.minimum(j).cast(FLOAT).plus(x),
                i.maximum(j).abs().cast(FLOAT).plus(x)));
    }

    private static void places(List<Small> all) {
        Tensor rows = Small.input(2, 4, 3);
        for (int axis = -1; axis < 3; axis++) {
            all.add(Small.of("arg max " + axis, rows.argMax(axis).named("places"), rows.tanh()));
            all.add(Small.of("arg min " + axis, rows.argMin(axis, true).named("places"), rows.tanh()));
        }
        Tensor x = Small.input(4);
        all.add(Small.of("one hot", x.argMax(0).oneHot(4).times(x)));
        all.add(Small.of("one hot of too few", x.argMax(0).oneHot(2).times(x.dense(2))));
        for (boolean count : new boolean[] {false, true}) {
            all.add(Small.of(
                    "categories" + (count ? ", counted" : ""),
                    rows.argMax(2).categoryEncoding(3, count).times(0.5f).plus(rows.max(1))));
        }
        all.add(Small.of(
                "too few categories",
                rows.argMax(1).categoryEncoding(2, true).times(rows.max(1).slice(1, 0, 2))));
        all.add(Small.of(
                "an embedding of places", rows.argMax(2).embedding(3, 2).plus(rows.slice(2, 1))));
    }

    private static void unbatched(List<Small> all) {
        Tensor x = Small.input(2, 3);
        Tensor table = Tensor.parameter("table", 2, 3);
        all.add(Small.of("a scalar", x.times(Tensor.constant(0.5f))));
        all.add(Small.of("a constant", x.plus(Tensor.constant(new float[] {1, -2, 3}, 3))));
        all.add(Small.of("a constant alike", x.times(Tensor.constant(new float[] {0.3f}, 2, 3))));
        all.add(Small.of(
                "integers that are given",
                x.cast(INT)
                        .plus(Tensor.constant(new int[] {1, 2, -3}, 3))
                        .cast(FLOAT)
                        .plus(x)));
        float[] many = new float[70];
        for (int i = 0; i < many.length; i++) {
            many[i] = (i * 37 % 101 - 50) / 50f;
        }
        all.add(Small.of("a large constant", Small.input(70).times(Tensor.constant(many, 70))));
        all.add(Small.of("a parameter", x.plus(table)));
        all.add(Small.of("a parameter twice", x.times(table).plus(table)));
        all.add(Small.of("a vector, frozen", x.times(Tensor.parameter("gain", List.of(3), o -> o.trainable(false)))));
        all.add(Small.of(
                "a matrix",
                x.matmul(Tensor.parameter("m", List.of(3, 4), o -> o.initializer(Initializer.GLOROT_UNIFORM)))));
        all.add(Small.of("a matrix before", Tensor.parameter("m", 4, 2).matmul(x)));
        all.add(Small.of("matrices by heads", Small.input(2, 4, 3).matmul(Tensor.parameter("m", 2, 3, 2))));
        all.add(Small.of("functions of a table", x.plus(table.tanh().exp()), x.times(table.abs())));
        all.add(Small.of("two tables", x.plus(table.times(Tensor.parameter("row", 3)))));
        all.add(Small.of("sums of a table", x.plus(table.sum(0)), x.plus(table.max(o -> o.axis(1)
                .keepDims(true)))));
        all.add(Small.of("a softmax of a table", x.times(table.softmax()), x.plus(table.logSoftmax())));
        all.add(Small.of("moves of a table", x.plus(table.transpose().reshape(2, 3)), x.plus(table.slice(0, 1))));
        all.add(Small.of("tables side by side", x.plus(table.slice(1, 0, 1).concat(table.slice(1, 1)))));
        all.add(Small.of("a table flat", Small.input(6).plus(table.flatten())));
        all.add(Small.of("norms of a table", x.plus(table.layerNorm()), x.plus(table.rmsNorm())));
        all.addAll(Small.of("a dense layer of a table", x.plus(table.dense(3))).eachWay());
        all.add(Small.of("a cumulative sum of a table", x.plus(table.cumSum(1)).plus(table)));
        all.add(Small.of(
                "the largest of a table",
                x.argMax(1)
                        .compare(Comparison.EQUAL, table.argMax(1))
                        .cast(FLOAT)
                        .reshape(2, 1)
                        .plus(x)));
        all.add(Small.of(
                "a table in a block", x.repeat(3, "block", t -> t.tanh().plus(table))));
        all.add(Small.of(
                "a parameter of a block", x.repeat(2, "block", t -> t.tanh().plus(Tensor.parameter("own", 3)))));
        all.add(Small.of(
                "a class token",
                Tensor.parameter("cls", 1, 3).plus(x.slice(0, 0, 1).times(0)).concat(0, x)));
    }
}
