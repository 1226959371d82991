package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.EmbeddingLayer;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Axes;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Reshapes;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What takes values by their places. */
final class Choosing {
    private Choosing() {}

    static Map<String, Operator> operators() {
        return Map.of(
                "Gather", Choosing::gather,
                "GatherElements", Choosing::gatherElements,
                "OneHot", Choosing::oneHot);
    }

    private static List<Value> gather(Call call) {
        if (call.in(1) instanceof Known places) {
            return List.of(fixed(call, call.flow(0), places.literal()));
        }
        Flow places = call.flow(1);
        long asked = call.integer("axis", 0);
        if (call.in(0) instanceof Known table
                && table.rank() == 2
                && asked == 0
                && table.type().floats()) {
            return List.of(embedding(call, table.literal(), places));
        }
        Flow x = call.flow(0);
        int axis = Call.axis(asked, x.rank());
        if (x.axes().batched()) {
            throw new Unsupported("it takes other places for each sample of the batch");
        }
        int size = Math.toIntExact(x.dims().get(axis).value());
        Tensor at = places.tensor();
        Tensor counted = at.compare(Comparison.LESS, Tensor.constant(new int[] {0}))
                .where(at.plus(Tensor.constant(new int[] {size})), at);
        Axes axes = places.axes().batched()
                ? new Axes(axis + places.axes().batch(), places.axes().with())
                : Axes.SAMPLE;
        if (axes.batched() && axis > 0 && !axes.plain()) {
            throw new Unsupported("the places are counted together with the batch");
        }
        return List.of(places.with(x.tensor().gather(axis, counted), axes).as(x.type()));
    }

    /** One value for each place: of the values as one axis, at places counted through all axes. */
    private static List<Value> gatherElements(Call call) {
        Flow x = call.flow(0);
        Flow places = call.flow(1);
        int axis = Call.axis(call.integer("axis", 0), x.rank());
        x.sample(axis);
        List<Integer> sizes = sample(x);
        List<Integer> asked = sample(places);
        if (x.axes().batched() != places.axes().batched()
                || !x.axes().plain()
                || !places.axes().plain()) {
            throw new Unsupported("the batch is an axis of the values or the places alone");
        }
        int at = x.axes().sample(axis);
        int inner = Literal.computed(sizes.subList(at + 1, sizes.size()));
        int[] shift = new int[Literal.computed(asked)];
        for (int k = 0; k < shift.length; k++) {
            int rest = k;
            int stride = 1;
            for (int i = sizes.size() - 1; i >= 0; i--) {
                shift[k] += i == at ? 0 : rest % asked.get(i) * stride;
                rest /= asked.get(i);
                stride *= sizes.get(i);
            }
        }
        Tensor p = places.tensor();
        Tensor zero = Tensor.constant(new int[] {0});
        Tensor counted = p.compare(Comparison.LESS, zero).where(p.plus(Tensor.constant(new int[] {sizes.get(at)})), p);
        int[] shape = asked.stream().mapToInt(i -> i).toArray();
        Tensor cells = counted.times(Tensor.constant(new int[] {inner})).plus(Tensor.constant(shift, shape));
        return List.of(places.with(x.tensor().flatten().gather(0, cells)).as(x.type()));
    }

    private static List<Integer> sample(Flow x) {
        return x.tensor().shape().sample().stream().map(dim -> dim.max()).toList();
    }

    private static Flow embedding(Call call, Literal table, Flow places) {
        int units = table.dims().get(1);
        Tensor y = call.layer(
                EmbeddingLayer.class,
                Map.of("size", table.dims().get(0), "units", units),
                call.path(table),
                Map.of("weight", table),
                places.tensor());
        return places.with(y).as(table.type());
    }

    /** Places that are known: a slice, if they are one after the other. */
    private static Flow fixed(Call call, Flow x, Literal places) {
        int axis = Call.axis(call.integer("axis", 0), x.rank());
        int at = x.sample(axis);
        if (!x.tensor().shape().axis(at).constant()) {
            return end(x, axis, at, places);
        }
        int size = x.tensor().shape().axis(at).max();
        int[] counted = IntStream.range(0, places.size())
                .map(i -> (int) (places.integer(i) < 0 ? places.integer(i) + size : places.integer(i)))
                .toArray();
        for (int place : counted) {
            if (place < 0 || place >= size) {
                throw new Unsupported("place " + place + " is not in axis " + axis + " of " + size);
            }
        }
        boolean run = IntStream.range(1, counted.length).allMatch(i -> counted[i] == counted[i - 1] + 1);
        if (run && counted.length > 0 && places.rank() <= 1) {
            Tensor part = Strided.take(x.tensor(), at, counted[0], 1, counted.length);
            return places.rank() == 1 ? x.with(part) : Reshapes.squeeze(x.with(part), List.of(axis));
        }
        if (x.axes().batched() && x.axes().batch() > axis && places.rank() != 1) {
            throw new Unsupported("the batch lies behind the axis whose places are taken");
        }
        int[] shape = places.dims().stream().mapToInt(i -> i).toArray();
        return x.with(x.tensor().gather(at, Tensor.constant(counted, shape)));
    }

    /** The first or last place of an axis whose length varies. */
    private static Flow end(Flow x, int axis, int at, Literal places) {
        boolean one = places.size() == 1 && (places.integer(0) == 0 || places.integer(0) == -1);
        if (!one) {
            throw new Unsupported("of an axis whose length varies only the first or the last place can be taken");
        }
        Tensor part =
                places.integer(0) == 0 ? x.tensor().slice(at, 0, 1) : x.tensor().slice(at, -1);
        return places.rank() == 1 ? x.with(part) : Reshapes.squeeze(x.with(part), List.of(axis));
    }

    private static List<Value> oneHot(Call call) {
        Flow places = Elementwise.cast(call.flow(0), DataType.INT64);
        int depth = Strided.few(call.known(1, "the depth").integer(0), "places in a row");
        int rank = places.rank() + 1;
        int axis = Call.axis(call.integer("axis", -1), rank);
        Tensor at = places.tensor();
        Tensor zero = Tensor.constant(new int[] {0});
        Tensor counted = at.compare(Comparison.LESS, zero).where(at.plus(Tensor.constant(new int[] {depth})), at);
        // A place that is none gives a row of the other value; the layer of that name would refuse it.
        int[] apart = java.util.stream.Stream.concat(
                        at.shape().sample().stream().map(dim -> dim.max()), java.util.stream.Stream.of(1))
                .mapToInt(i -> i)
                .toArray();
        Tensor hot = counted.reshape(apart)
                .compare(
                        Comparison.EQUAL,
                        Tensor.constant(IntStream.range(0, depth).toArray(), depth))
                .cast(dev.nervure.dsl.ElementType.FLOAT);
        Literal values = call.known(2, "the values");
        float off = values.number(0);
        Tensor scaled = hot.scale(values.number(1) - off, off);
        Flow last = Elementwise.cast(places.with(scaled).as(DataType.FLOAT), values.type());
        List<Integer> order =
                new java.util.ArrayList<>(IntStream.range(0, rank - 1).boxed().toList());
        order.add(axis, rank - 1);
        return List.of(axis == rank - 1 ? last : Reshapes.transpose(last, order));
    }
}
