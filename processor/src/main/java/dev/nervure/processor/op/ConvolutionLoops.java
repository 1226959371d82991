package dev.nervure.processor.op;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.Window;
import dev.nervure.processor.graph.Code;
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
        boolean ofWeight = convolve.part() == Convolve.Part.WEIGHT;
        if (bias != null) {
            start(result, bias, code);
        } else if (!step.add()) {
            code.clear(result);
        }
        Shape w = weight.shape();
        int outputs = w.axis(0).max() / convolve.groups();
        int inputs = w.axis(1).max();
        String s = code.loop("s", "n");
        String o = code.loop("o", Integer.toString(w.axis(0).max()));
        String c = code.loop("c", Integer.toString(inputs));
        String channel = convolve.groups() == 1 ? c : Code.plus(Code.times(inputs, "(" + o + " / " + outputs + ")"), c);
        int axes = convolve.windows().size();
        List<String> taps = new ArrayList<>(List.of("0", o, c));
        List<String> places = new ArrayList<>(List.of(s, o));
        List<String> points = new ArrayList<>(List.of(s, channel));
        List<String> firsts = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        List<String> shifts = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            Window window = convolve.windows().get(axis);
            boolean last = axis == axes - 1;
            String t = code.loop(last ? "j" : "i", Integer.toString(window.size()));
            taps.add(t);
            String shift = code.name(last ? "right" : "down");
            String first = code.name(last ? "left" : "top");
            String end = code.name(last ? "end" : "bottom");
            String size = code.dim(grid.shape().axis(1 + axis), s);
            String length = code.dim(image.shape().axis(1 + axis), s);
            code.add("int $L = $L", shift, minus(Code.times(window.dilation(), t), window.before()))
                    .add("int $L = Math.max($L, 0)", first, up("-" + shift, window.stride()))
                    .add("int $L = Math.min($L, $L)", end, up(length + " - " + shift, window.stride()), size);
            shifts.add(shift);
            firsts.add(first);
            ends.add(end);
        }
        String weightAt = code.array(weight) + "[" + Code.offset(w, taps) + "]";
        String local = code.name(ofWeight ? "sum" : "v");
        code.add("float $L = $L", local, ofWeight ? "0f" : weightAt);
        for (int axis = 0; axis < axes; axis++) {
            String k = code.name("k" + axis);
            code.begin("for (int $1L = $2L; $1L < $3L; $1L++)", k, firsts.get(axis), ends.get(axis));
            places.add(k);
            points.add("(" + Code.plus(Code.times(convolve.windows().get(axis).stride(), k), shifts.get(axis)) + ")");
        }
        String place = code.array(grid) + "[" + Code.offset(grid.shape(), places) + "]";
        String point = code.array(image) + "[" + Code.offset(image.shape(), points) + "]";
        switch (convolve.part()) {
            case GRID -> code.add("$L += $L * $L", place, local, point);
            case IMAGE -> code.add("$L += $L * $L", point, local, place);
            case WEIGHT -> code.add("$L += $L * $L", local, place, point);
        }
        code.end(axes);
        if (ofWeight) {
            code.add("$L += $L", weightAt, local);
        }
        code.end(axes + 3);
    }

    private static void start(Value result, Value bias, Code code) {
        code.nest(
                result.shape(),
                1,
                at -> code.runs(
                        result.shape(),
                        at,
                        1,
                        (place, i) -> code.add("$L[$L] = $L[$L]", code.array(result), i, code.array(bias), at.get(1))));
    }

    private static String minus(String a, int b) {
        return b == 0 ? a : b < 0 ? a + " + " + -b : a + " - " + b;
    }

    /** {@code number / stride}, rounded up; of a negative one anything up to 0. */
    private static String up(String number, int stride) {
        return stride == 1 ? number : "(" + number + " + " + (stride - 1) + ") / " + stride;
    }
}
