package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.translate.Axes.With;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Gives values other axes, and keeps track of the batch among them. */
public final class Reshapes {
    private Reshapes() {}

    /** The same numbers, in the same order, with other axes. */
    public static Flow reshape(Flow x, List<Size> target) {
        if (x.dims().equals(target) && x.axes().plain()) {
            return x;
        }
        if (!x.axes().batched()) {
            return x.with(sample(x.tensor(), target));
        }
        int at = x.axes().batch();
        Shape shape = x.tensor().shape();
        List<Size> sizes = IntStream.range(0, shape.rank())
                .mapToObj(i -> Size.of(shape.axis(i)))
                .toList();
        int cut = x.axes().with() == With.BEFORE ? at + 1 : at;
        Size left = Reshaping.product(sizes.subList(0, cut));
        Size right = Reshaping.product(sizes.subList(cut, sizes.size()));
        for (With with : With.values()) {
            for (int axis = 0; axis < target.size(); axis++) {
                Flow found = place(x, target, axis, with, left, right);
                if (found != null) {
                    return found;
                }
            }
        }
        throw new Unsupported(x.dims() + " becomes " + target + ", which mixes the samples of the batch");
    }

    /** The value with the batch in an axis, if the numbers before and after it agree; else null. */
    private static @Nullable Flow place(Flow x, List<Size> target, int axis, With with, Size left, Size right) {
        Size part = target.get(axis).dividedBy(x.batch());
        if (part == null || (with == With.NOTHING && !part.is(1))) {
            return null;
        }
        Size before = Reshaping.product(target.subList(0, axis));
        Size after = Reshaping.product(target.subList(axis + 1, target.size()));
        boolean fits =
                switch (with) {
                    case NOTHING -> before.equals(left) && after.equals(right);
                    case AFTER -> before.equals(left) && part.times(after).equals(right);
                    case BEFORE -> before.times(part).equals(left) && after.equals(right);
                };
        if (!fits) {
            return null;
        }
        List<Size> sample = new ArrayList<>(target);
        if (with == With.NOTHING) {
            sample.remove(axis);
        } else {
            sample.set(axis, part);
        }
        return x.with(sample(x.tensor(), sample), new Axes(axis, with));
    }

    private static Tensor sample(Tensor tensor, List<Size> target) {
        Shape shape = tensor.shape();
        List<Size> before = IntStream.range(0, shape.rank())
                .mapToObj(i -> Size.of(shape.axis(i)))
                .toList();
        if (before.equals(target)) {
            return tensor;
        }
        int[] sizes = new int[target.size()];
        for (int i = 0; i < sizes.length; i++) {
            boolean kept = i == 0
                    && !before.isEmpty()
                    && !target.get(0).constant()
                    && target.get(0).equals(before.get(0));
            sizes[i] = kept ? -1 : Math.toIntExact(target.get(i).value());
        }
        return tensor.reshape(sizes);
    }

    /** The axes in another order. */
    public static Flow transpose(Flow x, List<Integer> order) {
        Axes axes = x.axes();
        int at = axes.batched() ? order.indexOf(axes.batch()) : -1;
        int[] sample = order.stream()
                .filter(axis -> !axes.batched() || !axes.plain() || axis != axes.batch())
                .mapToInt(axes::sample)
                .toArray();
        boolean moved = !IntStream.range(0, sample.length).allMatch(i -> sample[i] == i);
        Tensor tensor = moved ? x.tensor().transpose(sample) : x.tensor();
        return x.with(tensor, axes.batched() ? new Axes(at, axes.with()) : axes);
    }

    /** New axes of size 1 at these places of the result, in ascending order. */
    public static Flow unsqueeze(Flow x, List<Integer> places) {
        List<Size> dims = new ArrayList<>(x.dims());
        places.forEach(place -> dims.add(place, Size.of(1)));
        if (!x.axes().batched()) {
            return reshape(x, dims);
        }
        int at = x.axes().batch();
        for (int place : places) {
            at += place <= at ? 1 : 0;
        }
        return moved(x, dims, at);
    }

    /** Without these axes of size 1, in ascending order. */
    public static Flow squeeze(Flow x, List<Integer> places) {
        List<Size> dims = new ArrayList<>(x.dims());
        for (int i = places.size() - 1; i >= 0; i--) {
            if (!dims.remove((int) places.get(i)).is(1)) {
                throw new Unsupported(
                        "axis " + places.get(i) + " of " + x.dims() + " is not 1, and cannot be left out");
            }
        }
        if (!x.axes().batched() || places.contains(x.axes().batch())) {
            return reshape(x, dims);
        }
        int at = x.axes().batch();
        return moved(
                x, dims, at - (int) places.stream().filter(place -> place < at).count());
    }

    /** The same numbers, when it is known where the batch goes. */
    private static Flow moved(Flow x, List<Size> dims, int at) {
        List<Size> sample = new ArrayList<>(dims);
        if (x.axes().plain()) {
            sample.remove(at);
        } else {
            Size part = sample.get(at).dividedBy(x.batch());
            sample.set(at, part == null ? sample.get(at) : part);
        }
        return x.with(sample(x.tensor(), sample), new Axes(at, x.axes().with()));
    }
}
