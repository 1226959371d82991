package dev.nervure.processor.op;

import dev.nervure.dsl.layer.Window;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Convolve} as loops in generated code: for each weight, all places of the grid where it meets the image. What
 * lies outside is left out by the bounds of the innermost loops.
 */
record ConvolutionLoops(
        Convolve convolve,
        Value image,
        Value grid,
        Value weight,
        @Nullable Value bias) {
    void emit(Step step, Code code) {
        Value result = step.output();
        if (bias != null) {
            start(result, bias, code);
        } else if (!step.add()) {
            code.clear(result);
        }
        code.nest(image, 0, at -> eachWeight(at.get(0), code));
    }

    /** What a sample gives: for each weight, the places where it meets the image. */
    private void eachWeight(Index s, Code code) {
        boolean ofWeight = convolve.part() == Convolve.Part.WEIGHT;
        Axes w = code.axes(weight);
        Axes gridAxes = code.axes(grid);
        Axes imageAxes = code.axes(image);
        Loops loops = new Loops(code);
        Index o = loops.open("o", w.size(0));
        Index c = loops.open("c", w.size(1));
        int outputs = weight.shape().axis(0).max() / convolve.groups();
        Index channel =
                convolve.groups() == 1 ? c : w.size(1).times(o.over(outputs)).plus(c);
        int axes = convolve.windows().size();
        List<Index> taps = new ArrayList<>(List.of(Index.ZERO, o, c));
        List<Index> places = new ArrayList<>(List.of(s, o));
        List<Index> points = new ArrayList<>(List.of(s, channel));
        List<Index> firsts = new ArrayList<>();
        List<Index> ends = new ArrayList<>();
        List<Index> shifts = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            Window window = convolve.windows().get(axis);
            boolean last = axis == axes - 1;
            Index t = loops.open(last ? "j" : "i", Index.of(window.size()));
            taps.add(t);
            Index shift = Index.variable(code.name(last ? "right" : "down"));
            Index first = Index.variable(code.name(last ? "left" : "top"));
            Index end = Index.variable(code.name(last ? "end" : "bottom"));
            Index size = code.length(gridAxes, 1 + axis, s);
            Index length = code.length(imageAxes, 1 + axis, s);
            int stride = window.stride();
            code.add("int $L = $L", shift, t.times(window.dilation()).plus(-window.before()))
                    .add("int $L = $L", first, Index.max(up(Index.ZERO.minus(shift), stride), Index.ZERO))
                    .add("int $L = $L", end, Index.min(up(length.minus(shift), stride), size));
            shifts.add(shift);
            firsts.add(first);
            ends.add(end);
        }
        String weightAt = code.array(weight) + "[" + w.offset(taps) + "]";
        String local = code.name(ofWeight ? "sum" : "v");
        code.add("float $L = $L", local, ofWeight ? "0f" : weightAt);
        for (int axis = 0; axis < axes; axis++) {
            Index k = code.loop("k" + axis, firsts.get(axis), ends.get(axis));
            places.add(k);
            points.add(k.times(convolve.windows().get(axis).stride()).plus(shifts.get(axis)));
        }
        String place = code.array(grid) + "[" + gridAxes.offset(places) + "]";
        String point = code.array(image) + "[" + imageAxes.offset(points) + "]";
        switch (convolve.part()) {
            case GRID -> code.add("$L += $L * $L", place, local, point);
            case IMAGE -> code.add("$L += $L * $L", point, local, place);
            case WEIGHT -> code.add("$L += $L * $L", local, place, point);
        }
        code.end(axes);
        if (ofWeight) {
            code.add("$L += $L", weightAt, local);
        }
        code.end(loops.open);
    }

    /** Loops that are open; none for what there is once. */
    private static final class Loops {
        private final Code code;
        private int open;

        Loops(Code code) {
            this.code = code;
        }

        Index open(String wanted, Index count) {
            if (count.isOne()) {
                return Index.ZERO;
            }
            open++;
            return code.loop(wanted, count);
        }
    }

    private static void start(Value result, Value bias, Code code) {
        code.nest(
                result,
                1,
                at -> code.runs(
                        result,
                        at,
                        1,
                        (place, i) -> code.add("$L[$L] = $L[$L]", code.array(result), i, code.array(bias), at.get(1))));
    }

    /** A number divided by the stride, rounded up; of a negative one anything up to 0. */
    private static Index up(Index number, int stride) {
        return number.plus(stride - 1).over(stride);
    }
}
