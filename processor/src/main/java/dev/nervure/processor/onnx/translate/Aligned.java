package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.Literal;
import java.util.ArrayList;
import java.util.List;

/**
 * Values that are combined element by element, as tensors whose samples broadcast as the file means it.
 *
 * @param tensors the tensors, in the order of the values
 * @param like a value whose batch lies as that of the result
 */
public record Aligned(List<Tensor> tensors, Flow like) {
    public Aligned {
        tensors = List.copyOf(tensors);
    }

    /** The result of a layer that reads these tensors. */
    public Flow result(Tensor tensor) {
        return like.with(tensor);
    }

    /** Brings values into line. */
    public static Aligned of(Call call, List<? extends Value> values) {
        int rank = values.stream().mapToInt(Value::rank).max().orElse(0);
        Flow leader = null; // the value whose batch lies farthest from the end
        for (Value value : values) {
            if (value instanceof Flow flow && flow.axes().batched()) {
                if (leader != null && !together(leader, flow)) {
                    throw new Unsupported("the batch is axis " + leader.axes().batch() + " of one value and axis "
                            + flow.axes().batch() + " of another");
                }
                leader = leader == null || flow.rank() > leader.rank() ? flow : leader;
            }
        }
        List<Tensor> tensors = new ArrayList<>();
        for (Value value : values) {
            tensors.add(tensor(call, value, leader));
        }
        if (leader == null) {
            return new Aligned(tensors, call.flow(values.get(0)).with(tensors.get(0), Axes.SAMPLE));
        }
        int at = rank - fromEnd(leader);
        return new Aligned(
                tensors, leader.with(leader.tensor(), new Axes(at, leader.axes().with())));
    }

    private static int fromEnd(Flow flow) {
        return flow.rank() - flow.axes().batch();
    }

    private static boolean together(Flow a, Flow b) {
        return fromEnd(a) == fromEnd(b) && a.axes().with() == b.axes().with();
    }

    /** A value without a batch has one place, or none, where others have the batch; a tensor has no axis there. */
    private static Tensor tensor(Call call, Value value, @org.jspecify.annotations.Nullable Flow leader) {
        boolean alone = !(value instanceof Flow flow) || !flow.axes().batched();
        if (leader == null || !alone || value.rank() < fromEnd(leader)) {
            return call.flow(value).tensor();
        }
        int at = value.rank() - fromEnd(leader);
        List<Size> dims = value.dims();
        if (value instanceof Known known && known.literal().repeats(at)) {
            return tensor(call, new Known(known.literal().first(at)), leader);
        }
        if (!dims.get(at).is(1)) {
            throw new Unsupported(
                    "a value has " + dims.get(at) + " places in axis " + at + ", one for each sample of the batch");
        }
        if (!leader.axes().plain()) {
            return call.flow(value).tensor();
        }
        List<Integer> sample = new ArrayList<>();
        for (int i = 0; i < dims.size(); i++) {
            if (i != at) {
                sample.add(Math.toIntExact(dims.get(i).value()));
            }
        }
        if (value instanceof Known known) {
            Literal literal = known.literal().reshaped(sample);
            return call.constant(literal);
        }
        return call.flow(value)
                .tensor()
                .reshape(sample.stream().mapToInt(i -> i).toArray());
    }
}
