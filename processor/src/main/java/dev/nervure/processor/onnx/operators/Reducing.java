package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.ReductionOptions;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Reshapes;
import dev.nervure.processor.onnx.translate.Size;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What looks at all values along some axes. */
final class Reducing {
    private Reducing() {}

    /** A reduction of a tensor, with its axes and whether they stay. */
    private interface Reduction extends BiFunction<Tensor, UnaryOperator<ReductionOptions>, Tensor> {}

    static Map<String, Operator> operators() {
        Map<String, Operator> all = new HashMap<>();
        all.put("ReduceSum", call -> reduce(call, Tensor::sum));
        all.put("ReduceMean", call -> reduce(call, Tensor::mean));
        all.put("ReduceMax", call -> reduce(call, Tensor::max));
        all.put("ReduceMin", call -> reduce(call, Tensor::min));
        all.put("ReduceLogSumExp", call -> reduce(call, Tensor::logSumExp));
        all.put("ReduceL1", call -> reduce(call, (x, o) -> x.abs().sum(o)));
        all.put("ReduceL2", call -> reduce(call, (x, o) -> x.times(x).sum(o).sqrt()));
        all.put("ReduceLogSum", call -> reduce(call, (x, o) -> x.sum(o).log()));
        all.put("ReduceSumSquare", call -> reduce(call, (x, o) -> x.times(x).sum(o)));
        all.put("ReduceProd", Reducing::product);
        all.put("Softmax", call -> lastAxis(call, Tensor::softmax));
        all.put("LogSoftmax", call -> lastAxis(call, Tensor::logSoftmax));
        all.put(
                "Hardmax",
                call -> lastAxis(
                        call, x -> x.argMax(-1).oneHot(x.shape().axis(-1).max())));
        all.put("ArgMax", call -> extreme(call, true));
        all.put("ArgMin", call -> extreme(call, false));
        all.put("CumSum", Reducing::cumSum);
        all.put("TopK", Reducing::topK);
        return all;
    }

    /** The axes that are reduced, counted within a sample; none for the value as it is. */
    private static int[] axes(Call call, Flow x) {
        List<Integer> given = call.integersOrInput("axes", 1, "the axes");
        if (given == null || given.isEmpty()) {
            if (call.flag("noop_with_empty_axes")) {
                return new int[0];
            }
            given = IntStream.range(0, x.rank()).boxed().toList();
        }
        if (!x.axes().plain()) {
            throw new Unsupported("it reduces a value whose batch is counted together with another axis");
        }
        return given.stream()
                .mapToInt(axis -> x.sample(Call.axis(axis, x.rank())))
                .sorted()
                .toArray();
    }

    /** A reduction; of booleans, counted as 0 and 1, the largest is whether any holds, the least whether all do. */
    private static List<Value> reduce(Call call, Reduction reduction) {
        Flow x = call.flow(0);
        if (x.type() == DataType.BOOL) {
            Flow sum = (Flow)
                    reduce(call, Elementwise.cast(x, DataType.INT32), reduction).get(0);
            return List.of(Elementwise.cast(sum, DataType.BOOL));
        }
        return reduce(call, x, reduction);
    }

    private static List<Value> reduce(Call call, Flow x, Reduction reduction) {
        int[] axes = axes(call, x);
        boolean keep = call.integer("keepdims", 1) != 0;
        if (axes.length == 0) {
            // Nothing is added up; what is done to each value is done all the same.
            Flow more = Reshapes.unsqueeze(x, List.of(x.rank()));
            int last = more.tensor().shape().rank() - 1;
            return List.of(
                    more.with(reduction.apply(more.tensor(), o -> o.axis(last).keepDims(false)), x.axes()));
        }
        Tensor y = reduction.apply(x.tensor(), o -> o.axis(axes).keepDims(keep));
        return List.of(keep ? x.with(y) : x.with(y, without(x, axes)));
    }

    private static dev.nervure.processor.onnx.translate.Axes without(Flow x, int... sampleAxes) {
        if (!x.axes().batched()) {
            return x.axes();
        }
        int before = (int) IntStream.of(sampleAxes)
                .filter(axis -> x.axes().file(axis) < x.axes().batch())
                .count();
        return new dev.nervure.processor.onnx.translate.Axes(
                x.axes().batch() - before, x.axes().with());
    }

    /** The product of few values: one after the other. */
    private static List<Value> product(Call call) {
        Flow x = call.flow(0);
        int[] axes = axes(call, x);
        boolean keep = call.integer("keepdims", 1) != 0;
        Tensor y = x.tensor();
        for (int axis : axes) {
            int size = y.shape().axis(axis).max();
            if (size > 64 || !y.shape().axis(axis).constant()) {
                throw new Unsupported("the product of " + size + " values is not computed");
            }
            List<Tensor> parts = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                parts.add(size == 1 ? y : y.slice(axis, i, i + 1));
            }
            y = parts.size() == 1
                    ? parts.get(0)
                    : parts.get(0).multiply(parts.subList(1, size).toArray(new Tensor[0]));
        }
        Flow kept = x.with(y);
        return List.of(
                keep || axes.length == 0
                        ? kept
                        : Reshapes.squeeze(
                                kept,
                                IntStream.of(axes)
                                        .map(x.axes()::file)
                                        .sorted()
                                        .boxed()
                                        .toList()));
    }

    /** A function of the last axis, applied to any axis. */
    private static List<Value> lastAxis(Call call, UnaryOperator<Tensor> function) {
        Flow x = call.flow(0);
        if (call.opset() < 13) {
            // Versions before 13 look at all axes from one on as a single one.
            int axis = Call.axis(call.integer("axis", 1), Math.max(1, x.rank()));
            if (axis < x.rank() - 1) {
                List<Size> dims = new ArrayList<>(x.dims().subList(0, axis));
                dims.add(x.dims().subList(axis, x.rank()).stream().reduce(Size.of(1), Size::times));
                Flow flat = Reshapes.reshape(x, dims);
                flat.sample(axis);
                return List.of(Reshapes.reshape(flat.with(function.apply(flat.tensor())), x.dims()));
            }
            return List.of(alongAxis(x, axis, function));
        }
        return List.of(alongAxis(x, Call.axis(call.integer("axis", -1), x.rank()), function));
    }

    static Flow alongAxis(Flow x, int axis, UnaryOperator<Tensor> function) {
        int at = x.sample(axis);
        int rank = x.tensor().shape().rank();
        if (at == rank - 1) {
            return x.with(function.apply(x.tensor()));
        }
        int[] swap = IntStream.range(0, rank).toArray();
        swap[at] = rank - 1;
        swap[rank - 1] = at;
        return x.with(function.apply(x.tensor().transpose(swap)).transpose(swap));
    }

    private static List<Value> extreme(Call call, boolean max) {
        Flow x = call.flow(0);
        int axis = x.sample(Call.axis(call.integer("axis", 0), x.rank()));
        boolean keep = call.integer("keepdims", 1) != 0;
        boolean last = call.flag("select_last_index");
        int size = x.tensor().shape().axis(axis).max();
        // The last of equal values is the first one from behind.
        Tensor read = last && size > 1 ? Strided.take(x.tensor(), axis, size - 1, -1, size) : x.tensor();
        Tensor y = max ? read.argMax(axis, keep) : read.argMin(axis, keep);
        if (last) {
            y = Tensor.constant(new int[] {size - 1}).minus(y);
        }
        return List.of((keep ? x.with(y) : x.with(y, without(x, axis))).as(DataType.INT64));
    }

    private static List<Value> cumSum(Call call) {
        Flow x = call.flow(0);
        int axis = x.sample(Call.axis(call.known(1, "the axis").integer(0), x.rank()));
        int size = x.tensor().shape().axis(axis).max();
        boolean reverse = call.flag("reverse") && size > 1;
        Tensor read = reverse ? Strided.take(x.tensor(), axis, size - 1, -1, size) : x.tensor();
        Tensor sum = read.cumSum(axis);
        if (call.flag("exclusive")) {
            sum = sum.minus(read);
        }
        return List.of(x.with(reverse ? Strided.take(sum, axis, size - 1, -1, size) : sum));
    }

    private static List<Value> topK(Call call) {
        Flow x = call.flow(0);
        int axis = x.sample(Call.axis(call.integer("axis", -1), x.rank()));
        int k = call.has(1) ? (int) call.known(1, "k").integer(0) : (int) call.integer("k", 1);
        Tensor best = x.tensor().topK(k, axis, call.integer("largest", 1) != 0);
        return List.of(x.with(best), x.with(best.part(1)).as(DataType.INT64));
    }
}
