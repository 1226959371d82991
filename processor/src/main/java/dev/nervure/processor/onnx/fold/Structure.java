package dev.nervure.processor.onnx.fold;

import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Reshaping;
import dev.nervure.processor.onnx.translate.Size;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that move numbers about. */
final class Structure {
    private Structure() {}

    static Map<String, Operator> operators() {
        Map<String, Operator> all = new HashMap<>();
        all.put("Identity", call -> List.of(call.in(0)));
        all.put("Dropout", call -> List.of(call.in(0)));
        all.put("Reshape", Structure::reshape);
        all.put("Transpose", Structure::transpose);
        all.put("Squeeze", Structure::squeeze);
        all.put("Unsqueeze", Structure::unsqueeze);
        all.put("Flatten", Structure::flatten);
        all.put("Concat", call -> {
            int rank = call.in(0).rank();
            return List.of(Cells.concat(call.all(), Call.axis(call.integer("axis", 1), rank)));
        });
        all.put("Slice", Structure::slice);
        all.put("Gather", Structure::gather);
        all.put("Split", Structure::split);
        all.put("Expand", Structure::expand);
        all.put("Tile", Structure::tile);
        all.put("Trilu", Structure::trilu);
        return all;
    }

    private static List<Value> reshape(Call call) {
        Cells x = new Cells(call.in(0));
        List<Size> target = call.has(1)
                ? call.sizes(1, "the shape")
                : call.integers("shape", List.of()).stream()
                        .map(size -> Size.of((long) size))
                        .toList();
        List<Size> dims = Reshaping.target(call.in(0).dims(), target, call.flag("allowzero"));
        return List.of(x.reshaped(
                dims.stream().map(size -> Math.toIntExact(size.value())).toList()));
    }

    private static List<Value> transpose(Call call) {
        Cells x = new Cells(call.in(0));
        List<Integer> order = call.integers("perm", reversed(x.rank()));
        int[] strides = Grid.strides(x.dims());
        List<Integer> dims = order.stream().map(x.dims()::get).toList();
        return List.of(x.picked(
                dims,
                Grid.walk(
                        dims, 0, order.stream().mapToInt(axis -> strides[axis]).toArray())));
    }

    private static List<Integer> reversed(int rank) {
        return IntStream.range(0, rank).mapToObj(i -> rank - 1 - i).toList();
    }

    private static List<Value> squeeze(Call call) {
        Cells x = new Cells(call.in(0));
        List<Integer> axes = call.integersOrInput("axes", 1, "the axes");
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            int axis = i;
            boolean named =
                    axes == null ? x.dims().get(i) == 1 : axes.stream().anyMatch(a -> Call.axis(a, x.rank()) == axis);
            if (!named) {
                dims.add(x.dims().get(i));
            }
        }
        return List.of(x.reshaped(dims));
    }

    private static List<Value> unsqueeze(Call call) {
        Cells x = new Cells(call.in(0));
        List<Integer> axes = call.integersOrInput("axes", 1, "the axes");
        if (axes == null) {
            throw new Unsupported("axes are missing");
        }
        int rank = x.rank() + axes.size();
        List<Integer> dims = new ArrayList<>(x.dims());
        axes.stream()
                .map(axis -> Call.axis(axis, rank))
                .sorted()
                .forEach(axis -> dims.add(Math.min(axis, dims.size()), 1));
        return List.of(x.reshaped(dims));
    }

    private static List<Value> flatten(Call call) {
        Cells x = new Cells(call.in(0));
        long asked = call.integer("axis", 1);
        int axis = (int) (asked < 0 ? asked + x.rank() : asked);
        return List.of(x.reshaped(List.of(
                Literal.computed(x.dims().subList(0, axis)),
                Literal.computed(x.dims().subList(axis, x.rank())))));
    }

    private static List<Value> slice(Call call) {
        Cells x = new Cells(call.in(0));
        SliceSpec spec = SliceSpec.of(call, x.dims());
        int[] strides = Grid.strides(x.dims());
        int start = 0;
        int[] steps = new int[x.rank()];
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            start += spec.starts().get(i) * strides[i];
            steps[i] = spec.steps().get(i) * strides[i];
            dims.add(spec.counts().get(i));
        }
        return List.of(x.picked(dims, Literal.computed(dims) == 0 ? new int[0] : Grid.walk(dims, start, steps)));
    }

    private static List<Value> gather(Call call) {
        Cells x = new Cells(call.in(0));
        Literal places = call.known(1, "the places");
        int axis = Call.axis(call.integer("axis", 0), x.rank());
        int size = x.dims().get(axis);
        List<Integer> dims = new ArrayList<>(x.dims().subList(0, axis));
        dims.addAll(places.dims());
        dims.addAll(x.dims().subList(axis + 1, x.rank()));
        int inner = Literal.computed(x.dims().subList(axis + 1, x.rank()));
        int[] cells = new int[Literal.computed(dims)];
        int many = places.size();
        for (int k = 0; k < cells.length; k++) {
            long place = places.integer(k / inner % many);
            if (place < -size || place >= size) {
                throw new Unsupported("place " + place + " is not in an axis of " + size);
            }
            int at = (int) (place < 0 ? place + size : place);
            cells[k] = (k / inner / many * size + at) * inner + k % inner;
        }
        return List.of(x.picked(dims, cells));
    }

    private static List<Value> split(Call call) {
        Cells x = new Cells(call.in(0));
        int axis = Call.axis(call.integer("axis", 0), x.rank());
        List<Value> parts = new ArrayList<>();
        int start = 0;
        int[] strides = Grid.strides(x.dims());
        for (int size : SplitSpec.sizes(call, x.dims().get(axis))) {
            List<Integer> dims = new ArrayList<>(x.dims());
            dims.set(axis, size);
            parts.add(x.picked(dims, size == 0 ? new int[0] : Grid.walk(dims, start * strides[axis], strides)));
            start += size;
        }
        return parts;
    }

    private static List<Value> expand(Call call) {
        Cells x = new Cells(call.in(0));
        List<Integer> dims = Grid.broadcast(List.of(x.dims(), Sources.everySample(call.sizes(1, "the shape"))));
        return List.of(x.picked(dims, Grid.broadcast(x.dims(), dims)));
    }

    private static List<Value> tile(Call call) {
        Cells x = new Cells(call.in(0));
        List<Integer> repeats = Sources.everySample(call.sizes(1, "the repeats"));
        List<Integer> dims = new ArrayList<>();
        List<Integer> apart = new ArrayList<>();
        List<Integer> once = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            dims.add(Math.multiplyExact(x.dims().get(i), repeats.get(i)));
            Collections.addAll(apart, repeats.get(i), x.dims().get(i));
            Collections.addAll(once, 1, x.dims().get(i));
        }
        return List.of(x.picked(dims, Grid.broadcast(once, apart)));
    }

    private static List<Value> trilu(Call call) {
        Literal x = call.known(0, "the matrix");
        long k = call.has(1) ? call.known(1, "k").integer(0) : 0;
        boolean upper = call.integer("upper", 1) != 0;
        int rows = x.dims().get(x.rank() - 2);
        int columns = x.dims().get(x.rank() - 1);
        float[] numbers = x.numbers();
        long[] integers = x.integers();
        for (int i = 0; i < x.size(); i++) {
            long above = (long) i % columns - i / columns % rows;
            if (upper ? above < k : above > k) {
                numbers[i] = 0;
                integers[i] = 0;
            }
        }
        return List.of(new Known(
                x.type().floats()
                        ? Literal.of(x.type(), x.dims(), numbers)
                        : Literal.of(x.type(), x.dims(), integers)));
    }
}
