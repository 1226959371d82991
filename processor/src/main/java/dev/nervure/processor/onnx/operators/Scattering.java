package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Comparison;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Axes;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What takes or replaces values by places that several axes give together. */
final class Scattering {
    private Scattering() {}

    static Map<String, Operator> operators() {
        return Map.of("GatherND", Scattering::gatherNd, "TensorScatter", Scattering::tensorScatter);
    }

    private static List<Integer> sample(Flow x) {
        return x.tensor().shape().sample().stream()
                .map(dim -> {
                    if (!dim.constant()) {
                        throw new Unsupported("it takes values of an axis whose length varies");
                    }
                    return dim.max();
                })
                .toList();
    }

    private static int[] array(List<Integer> sizes) {
        return sizes.stream().mapToInt(i -> i).toArray();
    }

    /** The last axis of the places says where along the first axes of the values; what is behind them comes as a whole. */
    private static List<Value> gatherNd(Call call) {
        Flow x = call.flow(0);
        Flow places = call.flow(1);
        int together = (int) call.integer("batch_dims", 0);
        boolean batched = x.axes().batched() || places.axes().batched();
        if (batched
                && (together == 0
                        || !x.axes().equals(Axes.FIRST)
                        || !places.axes().equals(Axes.FIRST))) {
            throw new Unsupported("it takes values across the samples of the batch");
        }
        int inBoth = batched ? together - 1 : together;
        List<Integer> sizes = sample(x);
        List<Integer> asked = sample(places);
        int depth = asked.get(asked.size() - 1);
        List<Integer> counts = asked.subList(0, asked.size() - 1);
        List<Integer> counted = sizes.subList(inBoth, inBoth + depth);
        List<Integer> inner = sizes.subList(inBoth + depth, sizes.size());
        // one number for each place, counted through all axes that are not taken as a whole
        int[] strides = new int[depth];
        int stride = 1;
        for (int i = depth - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= counted.get(i);
        }
        Tensor at = places.tensor();
        Tensor zero = Tensor.constant(new int[] {0});
        Tensor positive = at.compare(Comparison.LESS, zero).where(at.plus(Tensor.constant(array(counted), depth)), at);
        Tensor cells = positive.times(Tensor.constant(strides, depth)).sum(-1);
        if (inBoth > 0) {
            int each = Literal.computed(counts.subList(inBoth, counts.size()));
            int[] first = new int[Literal.computed(counts)];
            for (int i = 0; i < first.length; i++) {
                first[i] = i / each * stride;
            }
            cells = cells.plus(Tensor.constant(first, array(counts)));
        }
        List<Integer> rows = new ArrayList<>(List.of(Literal.computed(sizes.subList(0, inBoth + depth))));
        rows.addAll(inner);
        Tensor result = x.tensor().reshape(array(rows)).gather(0, cells);
        return List.of(places.with(result).as(x.type()));
    }

    /** A cache with new places written over old ones, from a place on that each sample has of its own. */
    private static List<Value> tensorScatter(Call call) {
        Flow past = call.flow(0);
        Flow update = call.flow(1);
        boolean batched = past.axes().batched();
        if (batched && !past.axes().equals(Axes.FIRST)) {
            throw new Unsupported("the batch is not the first axis");
        }
        int axis = past.sample(Call.axis(call.integer("axis", -2), past.rank()));
        List<Integer> sizes = sample(past);
        int size = Strided.few(sizes.get(axis), "places");
        int written = sample(update).get(axis);
        Tensor zero = Tensor.constant(new int[] {0});
        Tensor first = zero;
        if (call.has(2)) {
            Flow given = call.flow(2);
            int[] apart = Collections.nCopies(sizes.size(), 1).stream()
                    .mapToInt(i -> i)
                    .toArray();
            if (!batched) {
                apart[0] = sizes.get(0);
            }
            first = given.tensor().reshape(apart);
        }
        // for each place of the cache the place of the update that is written there, if one is
        int[] range = new int[size];
        int[] shape = new int[sizes.size()];
        java.util.Arrays.fill(shape, 1);
        shape[axis] = size;
        for (int i = 0; i < size; i++) {
            range[i] = i;
        }
        Tensor from = Tensor.constant(range, shape).minus(first);
        if (call.text("mode", "linear").equals("circular")) {
            from = from.compare(Comparison.LESS, zero).where(from.plus(Tensor.constant(new int[] {size})), from);
        }
        Tensor fresh = from.compare(Comparison.GREATER_OR_EQUAL, zero)
                .and(from.compare(Comparison.LESS, Tensor.constant(new int[] {written})));
        int inner = Literal.computed(sizes.subList(axis + 1, sizes.size()));
        int[] base = new int[Literal.computed(sizes) / size];
        for (int i = 0; i < base.length; i++) {
            base[i] = i / inner * inner * written + i % inner;
        }
        int[] once = array(sizes);
        once[axis] = 1;
        Tensor cells = fresh.where(from, zero)
                .times(Tensor.constant(new int[] {inner}))
                .plus(Tensor.constant(base, once));
        Tensor values = update.tensor().flatten().gather(0, cells);
        return List.of(past.with(fresh.where(values, past.tensor())));
    }
}
