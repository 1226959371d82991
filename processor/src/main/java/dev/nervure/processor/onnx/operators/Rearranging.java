package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.fold.SliceSpec;
import dev.nervure.processor.onnx.fold.SplitSpec;
import dev.nervure.processor.onnx.translate.Aligned;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Reshapes;
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

/** What moves values without changing them. */
final class Rearranging {
    /** Stands for the size of an axis, whatever it is. */
    private static final int WHOLE = Integer.MAX_VALUE >> 1;

    private Rearranging() {}

    static Map<String, Operator> operators() {
        Map<String, Operator> all = new HashMap<>();
        all.put("Identity", call -> List.of(call.in(0)));
        all.put("Reshape", Rearranging::reshape);
        all.put("Flatten", Rearranging::flatten);
        all.put("Transpose", call -> {
            Flow x = call.flow(0);
            List<Integer> reversed =
                    IntStream.range(0, x.rank()).mapToObj(i -> x.rank() - 1 - i).toList();
            return List.of(Reshapes.transpose(x, call.integers("perm", reversed)));
        });
        all.put("Squeeze", Rearranging::squeeze);
        all.put("Unsqueeze", Rearranging::unsqueeze);
        all.put("Concat", Rearranging::concat);
        all.put("Split", Rearranging::split);
        all.put("Slice", Rearranging::slice);
        all.put("Expand", Rearranging::expand);
        all.put("Tile", Rearranging::tile);
        all.put("DepthToSpace", call -> List.of(call.perImage(call.flow(0), x -> depthToSpace(call, x))));
        all.put("SpaceToDepth", call -> List.of(call.perImage(call.flow(0), x -> spaceToDepth(call, x))));
        all.put("Dropout", Rearranging::dropout);
        all.put("Trilu", Rearranging::trilu);
        return all;
    }

    private static List<Value> reshape(Call call) {
        Flow x = call.flow(0);
        List<Size> target = call.has(1)
                ? call.sizes(1, "the shape")
                : call.integers("shape", List.of()).stream()
                        .map(size -> Size.of((long) size))
                        .toList();
        return List.of(Reshapes.reshape(x, Reshaping.target(x.dims(), target, call.flag("allowzero"))));
    }

    private static List<Value> flatten(Call call) {
        Flow x = call.flow(0);
        long asked = call.integer("axis", 1);
        int axis = (int) (asked < 0 ? asked + x.rank() : asked);
        Size one = Size.of(1);
        return List.of(Reshapes.reshape(
                x,
                List.of(
                        x.dims().subList(0, axis).stream().reduce(one, Size::times),
                        x.dims().subList(axis, x.rank()).stream().reduce(one, Size::times))));
    }

    private static List<Value> squeeze(Call call) {
        Flow x = call.flow(0);
        List<Integer> given = call.integersOrInput("axes", 1, "the axes");
        List<Integer> axes = given != null
                ? given.stream().map(axis -> Call.axis(axis, x.rank())).sorted().toList()
                : IntStream.range(0, x.rank())
                        .filter(i -> x.dims().get(i).is(1))
                        .boxed()
                        .toList();
        return List.of(Reshapes.squeeze(x, axes));
    }

    private static List<Value> unsqueeze(Call call) {
        Flow x = call.flow(0);
        List<Integer> given = call.integersOrInput("axes", 1, "the axes");
        if (given == null) {
            throw new Unsupported("axes are missing");
        }
        int rank = x.rank() + given.size();
        return List.of(Reshapes.unsqueeze(
                x, given.stream().map(axis -> Call.axis(axis, rank)).sorted().toList()));
    }

    private static List<Value> concat(Call call) {
        List<Value> all = call.all().stream()
                .filter(value ->
                        !(value instanceof Known known) || known.literal().size() > 0)
                .toList();
        if (all.size() == 1) {
            return List.of(all.get(0));
        }
        int rank = call.in(0).rank();
        int axis = Call.axis(call.integer("axis", 1), rank);
        Flow leader = all.stream()
                .filter(value -> value instanceof Flow flow && flow.axes().batched())
                .map(Flow.class::cast)
                .findFirst()
                .orElse(null);
        if (leader == null) {
            List<Tensor> parts =
                    all.stream().map(value -> call.flow(value).tensor()).toList();
            Flow some = (Flow)
                    all.stream().filter(Flow.class::isInstance).findFirst().orElseThrow();
            return List.of(some.with(Tensor.concat(axis, inBatch(parts))));
        }
        int at = leader.sample(axis);
        List<Tensor> parts = new ArrayList<>();
        for (Value value : all) {
            if (value instanceof Flow flow
                    && flow.axes().batched()
                    && !flow.axes().equals(leader.axes())) {
                throw new Unsupported("the batch is another axis of the one value than of the other");
            }
            boolean alone = !(value instanceof Flow flow) || !flow.axes().batched();
            Value part = value;
            if (alone && leader.axes().plain()) {
                part = Reshapes.squeeze(call.flow(value), List.of(leader.axes().batch()));
            }
            parts.add(call.flow(part).tensor());
        }
        return List.of(leader.with(Tensor.concat(at, inBatch(parts))));
    }

    /** Parts that are the same for every sample are repeated for each, if another part has a batch. */
    private static List<Tensor> inBatch(List<Tensor> parts) {
        Tensor some = parts.stream()
                .filter(part -> part.shape().batched())
                .findFirst()
                .orElse(null);
        if (some == null || some.type().element() != ElementType.FLOAT) {
            return parts;
        }
        List<Tensor> all = new ArrayList<>();
        for (Tensor part : parts) {
            if (part.shape().batched()) {
                all.add(part);
            } else {
                int rank = some.shape().rank();
                Tensor cell = some.stopGradient();
                for (int i = 0; i < rank; i++) {
                    cell = some.shape().axis(i).max() == 1 ? cell : cell.slice(i, 0, 1);
                }
                all.add(cell.compare(dev.nervure.dsl.Comparison.EQUAL, cell).where(part, part));
            }
        }
        return all;
    }

    private static List<Value> split(Call call) {
        Flow x = call.flow(0);
        int axis = Call.axis(call.integer("axis", 0), x.rank());
        int at = x.sample(axis);
        List<Integer> sizes = SplitSpec.sizes(call, x.tensor().shape().axis(at).max());
        if (sizes.size() == 1) {
            return List.of(x);
        }
        int[] some = sizes.stream().filter(size -> size > 0).mapToInt(i -> i).toArray();
        List<Tensor> parts = some.length == 1
                ? List.of(x.tensor())
                : x.tensor().split(at, some).parts();
        List<Integer> none = new ArrayList<>(Collections.nCopies(x.rank(), WHOLE));
        none.set(axis, 0);
        List<Value> values = new ArrayList<>();
        int made = 0;
        for (int size : sizes) {
            values.add(size == 0 ? nothing(x, none, axis) : x.with(parts.get(made++)));
        }
        return values;
    }

    private static List<Value> slice(Call call) {
        Flow x = call.flow(0);
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            boolean batch = x.axes().batched() && i == x.axes().batch();
            boolean varies =
                    !batch && !x.tensor().shape().axis(x.axes().sample(i)).constant();
            dims.add(batch || varies ? WHOLE : Math.toIntExact(x.dims().get(i).value()));
        }
        SliceSpec spec = SliceSpec.of(call, dims);
        Tensor y = x.tensor();
        for (int i = 0; i < x.rank(); i++) {
            boolean whole = spec.starts().get(i) == 0
                    && spec.steps().get(i) == 1
                    && spec.counts().get(i).equals(dims.get(i));
            if (!whole) {
                int at = x.sample(i);
                if (spec.counts().get(i) == 0) {
                    return List.of(nothing(x, spec.counts(), i));
                }
                y = Strided.take(
                        y,
                        at,
                        spec.starts().get(i),
                        spec.steps().get(i),
                        spec.counts().get(i));
            }
        }
        return List.of(x.with(y));
    }

    /** A part without numbers: known at once, since no tensor can hold it. */
    private static Known nothing(Flow x, List<Integer> counts, int axis) {
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            if (!x.dims().get(i).constant()) {
                throw new Unsupported("it takes nothing of axis " + axis);
            }
            dims.add(
                    counts.get(i).equals(WHOLE)
                            ? Math.toIntExact(x.dims().get(i).value())
                            : counts.get(i));
        }
        return new Known(
                x.type().floats() ? Literal.of(x.type(), dims, new float[0]) : Literal.of(x.type(), dims, new long[0]));
    }

    /** The same value with axes repeated: added to zeros of the whole size. */
    private static List<Value> expand(Call call) {
        return List.of(expand(call, call.flow(0), call.sizes(1, "the shape")));
    }

    static Flow expand(Call call, Flow x, List<Size> shape) {
        int rank = Math.max(x.rank(), shape.size());
        int fromEnd = x.axes().batched() ? x.rank() - x.axes().batch() : -1;
        List<Integer> dims = new ArrayList<>();
        boolean larger = rank > x.rank();
        for (int i = 0; i < rank; i++) {
            int own = i - (rank - x.rank());
            int asked = i - (rank - shape.size());
            Size size = asked < 0 || shape.get(asked).is(1) ? x.dims().get(own) : shape.get(asked);
            if (rank - i == fromEnd && x.axes().plain()) {
                if (!size.equals(x.batch())) {
                    throw new Unsupported("it repeats the samples of the batch");
                }
                dims.add(1);
            } else if (own >= 0 && size.equals(x.dims().get(own))) {
                dims.add(1);
            } else {
                larger = true;
                dims.add(size.equals(Size.BATCH) ? 1 : Math.toIntExact(size.value()));
            }
        }
        if (!larger) {
            return x;
        }
        ElementType element = x.tensor().type().element();
        int[] zero = new int[Literal.computed(dims)];
        Value zeros = new Known(
                element == ElementType.FLOAT
                        ? Literal.of(DataType.FLOAT, dims, new float[zero.length])
                        : Literal.of(
                                element == ElementType.BOOL ? DataType.BOOL : DataType.INT32,
                                dims,
                                new long[zero.length]));
        Aligned both = Aligned.of(call, List.of(x, zeros));
        Tensor a = both.tensors().get(0);
        Tensor b = both.tensors().get(1);
        return both.result(element == ElementType.BOOL ? a.or(b) : a.plus(b)).as(x.type());
    }

    private static List<Value> tile(Call call) {
        Flow x = call.flow(0);
        List<Size> repeats = call.sizes(1, "the repeats");
        Tensor y = x.tensor();
        for (int i = 0; i < x.rank(); i++) {
            if (!repeats.get(i).is(1)) {
                int at = x.sample(i);
                int copies = Strided.few(repeats.get(i).value(), "copies");
                y = Tensor.concat(at, Collections.nCopies(copies, y));
            }
        }
        return List.of(x.with(y));
    }

    private static Tensor depthToSpace(Call call, Tensor x) {
        int b = (int) call.integer("blocksize", 1);
        int c = x.shape().axis(0).max() / (b * b);
        int h = x.shape().axis(1).max();
        int w = x.shape().axis(2).max();
        Tensor apart = call.text("mode", "DCR").equals("CRD")
                ? x.reshape(c, b, b, h, w).transpose(0, 3, 1, 4, 2)
                : x.reshape(b, b, c, h, w).transpose(2, 3, 0, 4, 1);
        return apart.reshape(c, h * b, w * b);
    }

    private static Tensor spaceToDepth(Call call, Tensor x) {
        int b = (int) call.integer("blocksize", 1);
        int c = x.shape().axis(0).max();
        int h = x.shape().axis(1).max() / b;
        int w = x.shape().axis(2).max() / b;
        return x.reshape(c, h, b, w, b).transpose(2, 4, 0, 1, 3).reshape(c * b * b, h, w);
    }

    private static List<Value> dropout(Call call) {
        Flow x = call.flow(0);
        float ratio = call.has(1) ? call.known(1, "the ratio").number(0) : call.number("ratio", 0.5f);
        boolean training = call.has(2) && call.known(2, "training_mode").integer(0) != 0;
        Tensor y = ratio > 0 && ratio < 1 ? x.tensor().dropout(ratio) : x.tensor();
        List<Value> results = new ArrayList<>(List.of(x.with(y)));
        if (call.wants(1) && (!training || ratio == 0)) { // what is left out in training is drawn, and is no output
            Tensor kept = x.tensor().compare(dev.nervure.dsl.Comparison.EQUAL, x.tensor());
            results.add(x.with(kept).as(DataType.BOOL));
        }
        return results;
    }

    private static List<Value> trilu(Call call) {
        Flow x = call.flow(0);
        long k = call.has(1) ? call.known(1, "k").integer(0) : 0;
        boolean upper = call.integer("upper", 1) != 0;
        int rows = Math.toIntExact(x.dims().get(x.rank() - 2).value());
        int columns = Math.toIntExact(x.dims().get(x.rank() - 1).value());
        x.sample(x.rank() - 1);
        x.sample(x.rank() - 2);
        long[] mask = new long[rows * columns];
        for (int i = 0; i < mask.length; i++) {
            long above = (long) (i % columns) - i / columns;
            mask[i] = (upper ? above >= k : above <= k) ? 1 : 0;
        }
        Tensor kept = call.constant(Literal.of(DataType.BOOL, List.of(rows, columns), mask));
        Tensor zero = x.type() == DataType.BOOL
                ? call.constant(Literal.of(DataType.BOOL, List.of(1), new long[1]))
                : x.type().floats() ? Tensor.constant(0) : Tensor.constant(new int[] {0});
        return List.of(x.with(kept.where(x.tensor(), zero)));
    }
}
