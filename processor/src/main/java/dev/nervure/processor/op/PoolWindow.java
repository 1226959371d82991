package dev.nervure.processor.op;

import dev.nervure.dsl.layer.Window;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The values of a channel that belong to one place of a {@link Pool}'s result, in generated code. */
final class PoolWindow {
    private final Pool pool;
    private final Value x;
    private final List<String> at;
    private final Code code;
    private final int axes;
    private final List<String> begins = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();

    /**
     * Writes the variables that say where the window lies.
     *
     * @param x what has the windows
     * @param y what has a value for each
     * @param at the place of y: sample, channel, then one variable an axis
     */
    PoolWindow(Pool pool, Value x, Value y, List<String> at, Code code) {
        this.pool = pool;
        this.x = x;
        this.at = at;
        this.code = code;
        this.axes = x.shape().rank() - 1;
        if (pool.writtenOut()) {
            begin();
        } else {
            for (int axis = 0; axis < axes; axis++) {
                if (pool.windows().isEmpty()) {
                    part(axis, y.shape().axis(1 + axis).max());
                } else {
                    bounds(axis, pool.windows().get(axis));
                }
            }
        }
    }

    /** The number of values, with those of the padding. */
    String count() {
        List<String> factors = new ArrayList<>();
        int size = 1;
        for (int axis = 0; axis < axes; axis++) {
            if (pool.windows().isEmpty()) {
                factors.add("(" + ends.get(axis) + " - " + begins.get(axis) + ")");
            } else {
                size = Math.multiplyExact(size, pool.windows().get(axis).size());
            }
        }
        return factors.isEmpty() ? Integer.toString(size) : "(" + String.join(" * ", factors) + ")";
    }

    /** The index of every value, where the window is written out. */
    List<String> indices() {
        List<String> indices = new ArrayList<>(List.of(begins.get(0)));
        int stride = 1;
        for (int axis = axes - 1; axis >= 0; axis--) {
            List<String> further = new ArrayList<>();
            for (int i = 0; i < pool.windows().get(axis).size(); i++) {
                for (String index : indices) {
                    further.add(Code.plus(index, Integer.toString(i * stride)));
                }
            }
            indices = further;
            stride *= x.shape().axis(1 + axis).max();
        }
        return indices;
    }

    /** Loops over all values that lie within the axes. */
    void each(Consumer<String> body) {
        List<String> place = new ArrayList<>(at.subList(0, 2));
        for (int axis = 0; axis < axes; axis++) {
            String i = code.name(axis == axes - 1 ? "j" : "i");
            code.begin("for (int $1L = $2L; $1L < $3L; $1L++)", i, begins.get(axis), ends.get(axis));
            place.add(i);
        }
        body.accept(Code.offset(x.shape(), place));
        code.end(axes);
    }

    /** One variable for the first value. */
    private void begin() {
        String begin = code.name("at");
        List<String> place = new ArrayList<>(at.subList(0, 2));
        for (int axis = 0; axis < axes; axis++) {
            place.add(Code.times(pool.windows().get(axis).stride(), at.get(2 + axis)));
        }
        code.add("int $L = $L", begin, Code.offset(x.shape(), place));
        begins.add(begin);
    }

    private void bounds(int axis, Window window) {
        String first = Code.times(window.stride(), at.get(2 + axis));
        String begin = first;
        String end = Code.plus(first, Integer.toString(window.size() - window.before()));
        if (window.before() > 0) {
            begin = "Math.max(" + first + " - " + window.before() + ", 0)";
        }
        if (window.after() > 0) {
            end = "Math.min(" + end + ", " + code.dim(x.shape().axis(1 + axis), at.get(0)) + ")";
        }
        bounds(axis, begin, end);
    }

    /** From the length's share before this place to its share after it, the one rounded down and the other up. */
    private void part(int axis, int parts) {
        int length = x.shape().axis(1 + axis).max();
        String k = at.get(2 + axis);
        String next = k.equals("0") ? "1" : "(" + k + " + 1)";
        bounds(
                axis,
                Code.times(length, k) + " / " + parts,
                "(" + Code.plus(Code.times(length, next), Integer.toString(parts - 1)) + ") / " + parts);
    }

    private void bounds(int axis, String begin, String end) {
        boolean last = axis == axes - 1;
        begins.add(code.name(last ? "left" : "top"));
        ends.add(code.name(last ? "right" : "bottom"));
        code.add("int $L = $L", begins.get(axis), begin).add("int $L = $L", ends.get(axis), end);
    }
}
