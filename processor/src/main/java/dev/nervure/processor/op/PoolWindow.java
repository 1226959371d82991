package dev.nervure.processor.op;

import dev.nervure.dsl.layer.Window;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The values of a channel that belong to one place of a {@link Pool}'s result, in generated code. */
final class PoolWindow {
    private final Pool pool;
    private final List<Index> at;
    private final Axes sizes;
    private final Code code;
    private final int axes;
    private final List<Index> begins = new ArrayList<>();
    private final List<Index> ends = new ArrayList<>();

    /**
     * Writes the variables that say where the window lies.
     *
     * @param x what has the windows
     * @param y what has a value for each
     * @param at the place of y: sample, channel, then one variable an axis
     */
    PoolWindow(Pool pool, Value x, Value y, List<Index> at, Code code) {
        this.pool = pool;
        this.sizes = code.axes(x);
        this.at = at;
        this.code = code;
        this.axes = sizes.rank() - 1;
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
    List<Index> indices() {
        List<Index> indices = new ArrayList<>(List.of(begins.get(0)));
        for (int axis = axes - 1; axis >= 0; axis--) {
            Index stride = sizes.size(axis + 2, sizes.rank());
            List<Index> further = new ArrayList<>();
            for (int i = 0; i < pool.windows().get(axis).size(); i++) {
                for (Index index : indices) {
                    further.add(index.plus(stride.times(i)));
                }
            }
            indices = further;
        }
        return indices;
    }

    /** Loops over all values that lie within the axes. */
    void each(Consumer<Index> body) {
        List<Index> place = new ArrayList<>(at.subList(0, 2));
        for (int axis = 0; axis < axes; axis++) {
            place.add(code.loop(axis == axes - 1 ? "j" : "i", begins.get(axis), ends.get(axis)));
        }
        body.accept(sizes.offset(place));
        code.end(axes);
    }

    /** One variable for the first value. */
    private void begin() {
        String begin = code.name("at");
        List<Index> place = new ArrayList<>(at.subList(0, 2));
        for (int axis = 0; axis < axes; axis++) {
            place.add(at.get(2 + axis).times(pool.windows().get(axis).stride()));
        }
        code.add("int $L = $L", begin, sizes.offset(place));
        begins.add(Index.variable(begin));
    }

    private void bounds(int axis, Window window) {
        Index first = at.get(2 + axis).times(window.stride());
        Index begin = first;
        Index end = first.plus(window.size() - window.before());
        if (window.before() > 0) {
            begin = Index.max(first.plus(-window.before()), Index.ZERO);
        }
        if (window.after() > 0) {
            end = Index.min(end, code.length(sizes, 1 + axis, at.get(0)));
        }
        bounds(axis, begin, end);
    }

    /** From the length's share before this place to its share after it, the one rounded down and the other up. */
    private void part(int axis, int parts) {
        Index length = code.length(sizes, 1 + axis, at.get(0));
        Index k = at.get(2 + axis);
        bounds(
                axis,
                length.times(k).over(parts),
                length.times(k.plus(1)).plus(parts - 1).over(parts));
    }

    private void bounds(int axis, Index begin, Index end) {
        boolean last = axis == axes - 1;
        begins.add(Index.variable(code.name(last ? "left" : "top")));
        ends.add(Index.variable(code.name(last ? "right" : "bottom")));
        code.add("int $L = $L", begins.get(axis), begin).add("int $L = $L", ends.get(axis), end);
    }
}
