package dev.nervure.processor.onnx.fold;

import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Unsupported;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a slice takes of each axis.
 *
 * @param starts the first place of each axis
 * @param steps the distance between the places taken
 * @param counts how many are taken
 */
public record SliceSpec(List<Integer> starts, List<Integer> steps, List<Integer> counts) {
    /** Reads the attributes of old versions, and the inputs of newer ones. */
    public static SliceSpec of(Call call, List<Integer> dims) {
        Literal given = call.has("starts") ? longs(call, "starts") : call.known(1, "the starts");
        Literal ends = call.has("ends") ? longs(call, "ends") : call.known(2, "the ends");
        List<Integer> axes = call.integersOrInput("axes", 3, "the axes");
        if (axes == null) {
            axes = IntStream.range(0, given.size()).boxed().toList();
        }
        Literal by = call.has(4) ? call.known(4, "the steps") : null;
        List<Integer> starts = new ArrayList<>(java.util.Collections.nCopies(dims.size(), 0));
        List<Integer> steps = new ArrayList<>(java.util.Collections.nCopies(dims.size(), 1));
        List<Integer> counts = new ArrayList<>(dims);
        for (int i = 0; i < axes.size(); i++) {
            int axis = Call.axis(axes.get(i), dims.size());
            long size = dims.get(axis);
            long step = by == null ? 1 : by.integer(i);
            if (step == 0) {
                throw new Unsupported("a slice has steps of 0");
            }
            long start = clamp(given.integer(i), size, step > 0 ? 0 : -1);
            long end = clamp(ends.integer(i), size, step > 0 ? 0 : -1);
            long count = Math.max(0, step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step);
            starts.set(axis, (int) start);
            steps.set(axis, (int) Math.max(-size, Math.min(step, size)));
            counts.set(axis, (int) count);
        }
        return new SliceSpec(starts, steps, counts);
    }

    private static Literal longs(Call call, String attribute) {
        return Literal.of(
                call.integers(attribute, List.of()).stream().mapToLong(i -> i).toArray());
    }

    /** Negative places count from the end; those beyond are cut to {@code 0 … size}, or {@code −1 … size − 1}. */
    private static long clamp(long place, long size, long lowest) {
        long from = place < 0 ? place + size : place;
        return Math.max(lowest, Math.min(from, size + lowest));
    }
}
