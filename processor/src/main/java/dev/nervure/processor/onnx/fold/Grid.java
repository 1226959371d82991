package dev.nervure.processor.onnx.fold;

import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Unsupported;
import java.util.ArrayList;
import java.util.List;

/** Arithmetic with places in arrays of several axes, row by row. */
public final class Grid {
    private Grid() {}

    /** The distance between neighbours along each axis. */
    static int[] strides(List<Integer> dims) {
        int[] strides = new int[dims.size()];
        int stride = 1;
        for (int i = dims.size() - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(1, dims.get(i));
        }
        return strides;
    }

    /** For each value of a grid, {@code start + Σ place[i] · step[i]}. */
    static int[] walk(List<Integer> dims, int start, int[] steps) {
        int[] all = new int[Literal.computed(dims)];
        int[] place = new int[dims.size()];
        int at = start;
        for (int k = 0; k < all.length; k++) {
            all[k] = at;
            for (int axis = dims.size() - 1; axis >= 0; axis--) {
                at += steps[axis];
                if (++place[axis] < dims.get(axis)) {
                    break;
                }
                at -= steps[axis] * dims.get(axis);
                place[axis] = 0;
            }
        }
        return all;
    }

    /** For each value of a larger grid, the value of a smaller one that is repeated there. */
    static int[] broadcast(List<Integer> from, List<Integer> to) {
        int[] strides = strides(from);
        int[] steps = new int[to.size()];
        int shift = to.size() - from.size();
        for (int i = 0; i < from.size(); i++) {
            steps[i + shift] = from.get(i) == 1 ? 0 : strides[i];
        }
        return walk(to, 0, steps);
    }

    /** The sizes to which values broadcast. */
    public static List<Integer> broadcast(List<List<Integer>> all) {
        List<Integer> result = List.of();
        for (List<Integer> dims : all) {
            List<Integer> longer = new ArrayList<>(dims.size() >= result.size() ? dims : result);
            List<Integer> shorter = dims.size() >= result.size() ? result : dims;
            int shift = longer.size() - shorter.size();
            for (int i = 0; i < shorter.size(); i++) {
                int a = longer.get(i + shift);
                int b = shorter.get(i);
                if (a != b && a != 1 && b != 1) {
                    throw new Unsupported("sizes " + result + " and " + dims + " do not broadcast");
                }
                longer.set(i + shift, a == 1 ? b : a);
            }
            result = longer;
        }
        return result;
    }

    /** Transposed: the axes of the result are these axes of the input. */
    public static Literal transpose(Literal x, List<Integer> order) {
        int[] strides = strides(x.dims());
        List<Integer> dims = order.stream().map(x.dims()::get).toList();
        return x.picked(
                dims,
                walk(dims, 0, order.stream().mapToInt(axis -> strides[axis]).toArray()));
    }

    /** A part along one axis. */
    public static Literal slice(Literal x, int axis, int start, int end) {
        List<Integer> dims = new ArrayList<>(x.dims());
        dims.set(axis, end - start);
        int[] strides = strides(x.dims());
        return x.picked(dims, walk(dims, start * strides[axis], strides));
    }

    /** One after the other along an axis. */
    public static Literal concat(List<Literal> parts, int axis) {
        Literal first = parts.get(0);
        List<Integer> dims = new ArrayList<>(first.dims());
        dims.set(axis, parts.stream().mapToInt(part -> part.dims().get(axis)).sum());
        int outer = Literal.computed(dims.subList(0, axis));
        float[] floats = new float[first.type().floats() ? Literal.computed(dims) : 0];
        long[] integers = new long[first.type().floats() ? 0 : Literal.computed(dims)];
        int at = 0;
        for (int o = 0; o < outer; o++) {
            for (Literal part : parts) {
                int run = Literal.computed(part.dims().subList(axis, part.rank()));
                for (int i = 0; i < run; i++) {
                    if (first.type().floats()) {
                        floats[at++] = part.number(o * run + i);
                    } else {
                        integers[at++] = part.integer(o * run + i);
                    }
                }
            }
        }
        return first.type().floats()
                ? Literal.of(first.type(), dims, floats)
                : Literal.of(first.type(), dims, integers);
    }
}
