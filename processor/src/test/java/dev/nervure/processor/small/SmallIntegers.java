package dev.nervure.processor.small;

import static dev.nervure.dsl.ElementType.BOOL;
import static dev.nervure.dsl.ElementType.FLOAT;
import static dev.nervure.dsl.ElementType.INT;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Integers and booleans through what moves values and makes one of many, and values that integers say. */
final class SmallIntegers {
    private SmallIntegers() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        Tensor x = Small.input(2, 4, 3);
        moved(all, x, x.times(3).cast(INT), 2);
        moved(all, x, x.cast(INT).compare(Comparison.GREATER, Tensor.constant(new int[] {0})), 1);
        computed(all);
        elements(all);
        expanded(all);
        return all;
    }

    /** The integers or booleans themselves are outputs, beside a layer that has a backward pass. */
    private static Small of(String name, Tensor x, Tensor... integers) {
        Tensor[] outputs = new Tensor[integers.length + 1];
        outputs[0] = x.tanh();
        System.arraycopy(integers, 0, outputs, 1, integers.length);
        return Small.of(name, outputs);
    }

    private static void moved(List<Small> all, Tensor x, Tensor i, float margin) {
        String what = margin == 1 ? "booleans " : "integers ";
        all.add(of(what + "in another shape", x, i.reshape(4, 6), i.flatten(), i.transpose(2, 0, 1)));
        all.add(of(what + "cut", x, i.slice(1, 1, 3), i.split(1, 1, 3).part(1), i.split(-1, 2, 1)));
        all.add(of(what + "joined", x, i.concat(1, i, i.slice(1, 0, 1))));
        all.add(of(what + "in a margin", x, i.pad(List.of(1, 2, 0, 1), o -> o.value(margin)), i.pad(1, 0)));
        all.add(of(what + "taken", x, i.gather(1, Tensor.constant(new int[] {3, 0}, 2)), i.gather(0, x.argMax(0))));
        all.add(of(what + "taken one by one", x, i.gatherElements(0, x.argMax(0, true))));
        all.add(of(what + "expanded", x, i.slice(2, 0, 1).expand(-1, -1, 5)));
        all.add(of(what + "chosen", x, x.cast(BOOL).where(i, i.pad(0, 0))));
    }

    private static void computed(List<Small> all) {
        Tensor x = Small.input(2, 4, 3);
        Tensor i = x.times(3).cast(INT);
        Tensor j = x.tanh().times(5).cast(INT);
        for (int axis = 0; axis < 3; axis++) {
            all.add(of("integers sum, min, max " + axis, x, i.sum(axis), i.min(axis), i.max(axis), i.cumSum(axis)));
            all.add(of(
                    "integers in order " + axis,
                    x,
                    i.topK(2, axis, true),
                    i.topK(2, axis, false).part(1)));
            all.add(of("places of integers " + axis, x, i.argMax(axis), j.argMin(axis)));
        }
        all.add(of("integers sum of all", x, i.sum(), i.max(0, 2)));
        all.add(of("integers and numbers", x, j.times(3), j.plus(2), j.minus(4), j.scale(-2, 7), i.unaryMinus()));
        all.add(of("integers clamped", x, i.clamp(-1, 2), i.clamp(-Float.MAX_VALUE, 0), i.clamp(1, Float.MAX_VALUE)));
        all.add(of(
                "integers divided",
                x,
                i.div(j.abs().plus(1)),
                i.div(Tensor.constant(new int[] {-2})),
                i.divide(Tensor.constant(new int[] {2, 3, -4}, 3))));
        all.add(Small.of("integers back to floats", i.plus(1).cast(FLOAT).times(x.tanh())));
    }

    private static void elements(List<Small> all) {
        Tensor x = Small.input(3, 4);
        Tensor table = Tensor.parameter("table", 3, 4);
        all.add(Small.of(
                "elements of rows", x.gatherElements(0, Tensor.constant(new int[] {2, 0, 1, 2, 0, 0, 2, 2}, 2, 4))));
        all.add(Small.of(
                "elements of columns", x.gatherElements(1, Tensor.constant(new int[] {3, 3, 0, 1, 2, 0}, 2, 3))));
        all.add(Small.of(
                "elements that are computed",
                x.gatherElements(-1, x.argMax(1, true)).plus(x)));
        all.add(Small.of("elements of a table", x.plus(table.gatherElements(0, x.argMax(0, true)))));
        all.add(Small.of(
                "elements of the greatest",
                x.gatherElements(1, x.topK(2, 1, true).part(1)).minus(x.topK(2, 1, false))));
        all.add(Small.of(
                "elements of one axis",
                Small.input(5).gatherElements(0, Tensor.constant(new int[] {4, 4, 0, 1, 2, 3, 1}, 7))));
    }

    private static void expanded(List<Small> all) {
        Tensor x = Small.input(2, 1, 3);
        all.add(Small.of("expand", x.expand(2, 4, 3)));
        all.add(Small.of(
                "expand by further axes",
                x.expand(2, 1, 2, -1, 3),
                x.slice(2, 0, 1).expand(2, 5, -1, 3, 4)));
        all.add(Small.of("expand to the same", x.expand(-1, -1, -1).times(2)));
        all.add(Small.of(
                "expand a table", Tensor.parameter("t", 1, 3).expand(2, 4, 3).plus(x)));
    }
}
