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

    /** The number of values that count for a mean. */
    String count() {
        List<String> factors = new ArrayList<>();
        int size = 1;
        for (int axis = 0; axis < axes; axis++) {
            Window window = pool.windows().isEmpty() ? null : pool.windows().get(axis);
            if (window != null && (window.isWithin() || (pool.countPadding() && window.before() == window.after()))) {
                size = Math.multiplyExact(size, window.size());
            } else if (window != null && pool.countPadding()) {
                Index padded = code.length(sizes, 1 + axis, at.get(0)).plus(2 * window.before());
                Index left = padded.minus(at.get(2 + axis).times(window.stride()));
                factors.add(Index.min(Index.of(window.size()), left).toString());
            } else {
                factors.add("(" + ends.get(axis) + " - " + begins.get(axis) + ")");
            }
        }
        if (size > 1 || factors.isEmpty()) {
            factors.add(0, Integer.toString(size));
        }
        return factors.size() == 1 ? factors.get(0) : "(" + String.join(" * ", factors) + ")";
    }

    /** The index of every value, where the window is written out. */
    List<Index> indices() {
        List<Index> indices = new ArrayList<>(List.of(begins.get(0)));
        for (int axis = axes - 1; axis >= 0; axis--) {
            Index stride = sizes.size(axis + 2, sizes.rank());
            List<Index> further = new ArrayList<>();
            for (int i = 0; i < pool.windows().get(axis).size(); i++) {
                for (Index index : indices) {
                    further.add(
                            index.plus(stride.times(i * pool.windows().get(axis).dilation())));
                }
            }
            indices = further;
        }
        return indices;
    }

    /** Loops over all values that lie within the axes. */
    void each(Consumer<Index> body) {
        List<Index> place = new ArrayList<>(at.subList(0, 2));
        int opened = 0;
        for (int axis = 0; axis < axes; axis++) {
            String wanted = axis == axes - 1 ? "j" : "i";
            if (isDilated(axis)) {
                opened += apart(axis, wanted, place);
            } else {
                place.add(code.loop(wanted, begins.get(axis), ends.get(axis)));
                opened++;
            }
        }
        body.accept(sizes.offset(place));
        code.end(opened);
    }

    private boolean isDilated(int axis) {
        return !pool.windows().isEmpty() && pool.windows().get(axis).dilation() > 1;
    }

    /** Opens a loop over values that are apart, and leaves out those outside; gives how much it opened. */
    private int apart(int axis, String wanted, List<Index> place) {
        Window window = pool.windows().get(axis);
        Index tap = code.loop(wanted, Index.of(window.size()));
        Index at = begins.get(axis).plus(tap.times(window.dilation()));
        if (window.isWithin()) {
            place.add(at);
            return 1;
        }
        Index value = Index.variable(code.name(axis == axes - 1 ? "column" : "row"));
        place.add(value);
        code.add("int $L = $L", value, at);
        code.begin("if ($1L >= 0 && $1L < $2L)", value, code.length(sizes, 1 + axis, this.at.get(0)));
        return 2;
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
        Index first = at.get(2 + axis).times(window.stride()).plus(-window.before());
        if (window.dilation() > 1) {
            begins.add(Index.variable(code.name(axis == axes - 1 ? "left" : "top")));
            ends.add(Index.ZERO);
            code.add("int $L = $L", begins.get(axis), first);
            return;
        }
        Index begin = window.before() > 0 ? Index.max(first, Index.ZERO) : first;
        Index end = first.plus(window.size());
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
