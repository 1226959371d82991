package dev.nervure.processor.random;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Dim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What moves values, makes one of many, or multiplies tensors. */
final class ShapeGrowth {
    static final List<Growth> ALL = List.of(
            Growth.of(Tensor::flatten),
            ShapeGrowth::reshape,
            ShapeGrowth::transpose,
            ShapeGrowth::slice,
            ShapeGrowth::pad,
            ShapeGrowth::reduce,
            ShapeGrowth::reduce,
            ShapeGrowth::matmul,
            ShapeGrowth::bilinear,
            Growth.of(Tensor::prelu),
            garden -> Optional.of(garden.any().prelu(o -> o.perChannel(true).init(-0.3f))));

    private ShapeGrowth() {}

    private static Optional<Tensor> reshape(Garden garden) {
        Tensor x = garden.any();
        int size = x.shape().size();
        int factor = garden.from(1, size);
        return size % factor == 0 ? Optional.of(x.reshape(factor, -1)) : Optional.empty();
    }

    private static Optional<Tensor> transpose(Garden garden) {
        return garden.any(t -> t.shape().rank() > 1).map(x -> {
            List<Integer> axes = new ArrayList<>();
            for (int axis = 0; axis < x.shape().rank(); axis++) {
                axes.add(axis);
            }
            Collections.rotate(axes, garden.from(1, axes.size() - 1));
            return x.transpose(axes.stream().mapToInt(i -> i).toArray());
        });
    }

    private static Optional<Tensor> slice(Garden garden) {
        Tensor x = garden.any();
        int axis = garden.from(0, x.shape().rank() - 1);
        int size = x.shape().axis(axis).max();
        int start = garden.from(0, size - 1);
        return Optional.of(x.slice(axis, garden.chance(0.5) ? start : start - size, garden.from(start + 1, size)));
    }

    private static Optional<Tensor> pad(Garden garden) {
        Tensor x = garden.any();
        List<Integer> padding = new ArrayList<>();
        for (int axis = garden.from(1, x.shape().rank()); axis > 0; axis--) {
            padding.add(garden.from(0, 2));
            padding.add(garden.from(0, 2));
        }
        float value = garden.chance(0.5) ? 0 : 0.7f;
        return Optional.of(x.pad(padding, o -> o.value(value)));
    }

    private static Optional<Tensor> reduce(Garden garden) {
        Tensor x = garden.any();
        List<Integer> some = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            if (garden.chance(0.5)) {
                some.add(garden.chance(0.5) ? axis : axis - x.shape().rank());
            }
        }
        int[] axes = some.stream().mapToInt(i -> i).toArray();
        boolean keep =
                garden.chance(0.5) || some.isEmpty() || some.size() == x.shape().rank();
        return Optional.of(
                switch (garden.from(1, 3)) {
                    case 1 -> x.sum(o -> o.axis(axes).keepDims(keep));
                    case 2 -> x.mean(o -> o.axis(axes).keepDims(keep));
                    default -> x.max(o -> o.axis(axes).keepDims(keep));
                });
    }

    private static Optional<Tensor> matmul(Garden garden) {
        return garden.any(t -> t.shape().rank() > 1).flatMap(a -> garden.any(b -> fits(a.shape(), b.shape()))
                .map(a::matmul)
                .or(() -> Optional.of(a.matmul(swapped(a)))));
    }

    /** With the last two axes exchanged. */
    private static Tensor swapped(Tensor x) {
        int rank = x.shape().rank();
        int[] axes = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            axes[axis] = axis < rank - 2 ? axis : axis == rank - 2 ? rank - 1 : rank - 2;
        }
        return x.transpose(axes);
    }

    private static boolean fits(Shape a, Shape b) {
        if (b.rank() < 2 || !a.axis(-1).equals(b.axis(-2))) {
            return false;
        }
        for (int axis = 3; axis <= Math.min(a.rank(), b.rank()); axis++) {
            int x = a.axis(-axis).max();
            int y = b.axis(-axis).max();
            if (x != y && x != 1 && y != 1) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Tensor> bilinear(Garden garden) {
        Tensor a = garden.any();
        Shape shape = a.shape().withAxis(-1, Dim.of(1));
        return garden.any(b -> b.shape().rank() == shape.rank()
                        && b.shape().withAxis(-1, Dim.of(1)).equals(shape)
                        && b.shape().axis(-1).max() * a.shape().axis(-1).max() <= 200)
                .map(b -> a.bilinear(
                        b,
                        garden.from(1, 4),
                        o -> garden.chance(0.5) ? o : o.activation(DenseGrowth.anyActivation(garden))));
    }
}
