package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.GruLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.LstmLayer;
import dev.nervure.dsl.layer.RnnLayer;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.fold.Grid;
import dev.nervure.processor.onnx.translate.Axes;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Reshapes;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent layers. ONNX stacks the gates of one direction in one matrix, in an order of its own; the layers have PyTorch's
 * order. Cells that the layers do not compute are written out step by step ({@link Cell}).
 */
final class Recurrence {
    private Recurrence() {}

    static Map<String, Operator> operators() {
        return Map.of(
                "LSTM", call -> recurrent(call, Kind.LSTM),
                "GRU", call -> recurrent(call, Kind.GRU),
                "RNN", call -> recurrent(call, Kind.RNN));
    }

    /** The kinds of cells. */
    enum Kind {
        LSTM,
        GRU,
        RNN;

        /** Where PyTorch's gates stand in the file. */
        List<Integer> order() {
            return switch (this) {
                case LSTM -> List.of(0, 2, 3, 1);
                case GRU -> List.of(1, 0, 2);
                case RNN -> List.of(0);
            };
        }

        List<String> activations() {
            return switch (this) {
                case LSTM -> List.of("sigmoid", "tanh", "tanh");
                case GRU -> List.of("sigmoid", "tanh");
                case RNN -> List.of("tanh");
            };
        }

        Class<? extends Layer> layer() {
            return switch (this) {
                case LSTM -> LstmLayer.class;
                case GRU -> GruLayer.class;
                case RNN -> RnnLayer.class;
            };
        }
    }

    private static List<Value> recurrent(Call call, Kind kind) {
        boolean batchFirst = call.flag("layout");
        Flow given = call.flow(0);
        Flow x = batchFirst ? Reshapes.transpose(given, List.of(1, 0, 2)) : given;
        List<Flow> results = x.axes().batched() ? batched(call, kind, x) : perSample(call, kind, x);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Flow y = results.get(i);
            List<Integer> order = i == 0 ? List.of(2, 0, 1, 3) : List.of(1, 0, 2);
            values.add(batchFirst ? Reshapes.transpose(y, order) : y);
        }
        return values;
    }

    /** The second axis, the batch of the file, is a part of the sample: each of its places is a sequence of its own. */
    private static List<Flow> perSample(Call call, Kind kind, Flow x) {
        int sequences = Strided.few(x.tensor().shape().axis(1).max(), "sequences");
        int steps = x.tensor().shape().axis(0).max();
        int features = x.tensor().shape().axis(2).max();
        List<List<Flow>> each = new ArrayList<>();
        for (int i = 0; i < sequences; i++) {
            Tensor one = (sequences == 1 ? x.tensor() : x.tensor().slice(1, i, i + 1)).reshape(steps, features);
            each.add(sequence(call, kind, x.with(one, Axes.at(1)), i));
        }
        List<Flow> results = new ArrayList<>();
        for (int k = 0; k < each.get(0).size(); k++) {
            List<Tensor> parts = new ArrayList<>();
            int axis = k == 0 ? 2 : 1;
            for (List<Flow> one : each) {
                Flow part = one.get(k);
                Flow whole = new Flow(part.tensor(), part.type(), Axes.SAMPLE, x.batch());
                parts.add(Reshapes.unsqueeze(whole, List.of(axis)).tensor());
            }
            results.add(x.with(parts.size() == 1 ? parts.get(0) : Tensor.concat(axis, parts), Axes.SAMPLE));
        }
        return results;
    }

    private static List<Flow> batched(Call call, Kind kind, Flow x) {
        if (!x.axes().equals(Axes.at(1))) {
            throw new Unsupported(
                    "the batch of the sequences is axis " + x.axes().batch() + ", not 1");
        }
        return sequence(call, kind, x, -1);
    }

    /**
     * The layer for {@code x [steps, features]} a sample: {@code Y [steps, directions, n, units]}, and final states
     * {@code [directions, n, units]}.
     *
     * @param index which of the sequences of the file this is; −1 if all are samples of the batch
     */
    private static List<Flow> sequence(Call call, Kind kind, Flow x, int index) {
        Literal w = call.known(1, "the weight");
        Literal r = call.known(2, "the recurrent weight");
        Literal b = call.has(3) ? call.known(3, "the bias") : null;
        String direction = call.text("direction", "forward").toLowerCase(Locale.ROOT);
        int directions = w.dims().get(0);
        int units = r.dims().get(2);
        int steps = x.tensor().shape().axis(0).max();
        requireFullLength(call, steps);
        Tensor h = state(call, 5, directions, units, index);
        Tensor c = kind == Kind.LSTM ? state(call, 6, directions, units, index) : null;
        boolean reverse = direction.equals("reverse");
        Tensor read = reverse && steps > 1 ? Strided.take(x.tensor(), 0, steps - 1, -1, steps) : x.tensor();
        String obstacle = obstacle(call, kind);
        List<Tensor> made;
        if (obstacle.isEmpty()) {
            made = layer(call, kind, read, w, r, b, h, c);
        } else if (directions == 1) {
            made = new Cell(call, kind, w, r, b, 0).run(read, h, c);
        } else {
            made = both(call, kind, read, w, r, b, h, c);
        }
        Tensor all = made.get(0);
        if (reverse && steps > 1) {
            all = Strided.take(all, 0, steps - 1, -1, steps);
        }
        List<Flow> results = new ArrayList<>();
        int[] apart = {x.tensor().shape().axis(0).constant() ? steps : -1, directions, units};
        results.add(x.with(all.reshape(apart), Axes.at(2)));
        for (Tensor state : made.subList(1, made.size())) {
            results.add(x.with(state.reshape(directions, units), Axes.at(1)));
        }
        return results;
    }

    /** Cells that are written out in both directions, side by side: the states {@code [2, units]}. */
    private static List<Tensor> both(
            Call call,
            Kind kind,
            Tensor x,
            Literal w,
            Literal r,
            @Nullable Literal b,
            @Nullable Tensor h,
            @Nullable Tensor c) {
        int units = r.dims().get(2);
        int steps = x.shape().axis(0).max();
        List<List<Tensor>> each = new ArrayList<>();
        for (int d = 0; d < 2; d++) {
            boolean back = d == 1 && steps > 1;
            Tensor read = back ? Strided.take(x, 0, steps - 1, -1, steps) : x;
            List<Tensor> made = new ArrayList<>(
                    new Cell(call, kind, w, r, b, d).run(read, direction(h, d, units), direction(c, d, units)));
            made.set(0, back ? Strided.take(made.get(0), 0, steps - 1, -1, steps) : made.get(0));
            each.add(made);
        }
        List<Tensor> results = new ArrayList<>();
        for (int k = 0; k < each.get(0).size(); k++) {
            Tensor forward = each.get(0).get(k);
            Tensor backward = each.get(1).get(k);
            results.add(Tensor.concat(-1, List.of(forward, backward)));
        }
        return results;
    }

    private static @Nullable Tensor direction(@Nullable Tensor state, int direction, int units) {
        return state == null ? null : state.slice(0, direction, direction + 1).reshape(units);
    }

    /** Why no layer computes the cell; empty if one does. */
    private static String obstacle(Call call, Kind kind) {
        List<String> usual = kind.activations();
        var given = call.attribute("activations");
        if (given != null && !given.texts().isEmpty()) {
            for (int i = 0; i < given.texts().size(); i++) {
                String name = given.texts().get(i).toLowerCase(Locale.ROOT);
                boolean relu = kind == Kind.RNN && name.equals("relu");
                if (!relu && !name.equals(usual.get(i % usual.size()))) {
                    return "its activations are " + given.texts();
                }
            }
        }
        if (kind == Kind.GRU && !call.flag("linear_before_reset")) {
            return "it multiplies by the reset gate before the recurrent weight";
        }
        if (call.has(7)) {
            return "its gates look at the cell (peepholes)";
        }
        if (call.flag("input_forget")) {
            return "its input and forget gates are coupled";
        }
        return call.has("clip") ? "it clips what the activations read" : "";
    }

    private static void requireFullLength(Call call, int steps) {
        if (call.has(4)) {
            Literal lengths = call.known(4, "the lengths of the sequences");
            if (!lengths.uniform() || lengths.integer(0) != steps) {
                throw new Unsupported("its sequences have different lengths");
            }
        }
    }

    /** A first state, or null if it is zeros. */
    private static @Nullable Tensor state(Call call, int input, int directions, int units, int index) {
        if (!call.has(input)) {
            return null;
        }
        Value value = call.in(input);
        if (value instanceof Known known
                && known.literal().uniform()
                && known.literal().number(0) == 0) {
            return null;
        }
        Flow flow = call.flow(value);
        Tensor tensor = flow.tensor();
        if (index >= 0) {
            tensor = flow.rank() == 3 && tensor.shape().axis(1).max() > 1 ? tensor.slice(1, index, index + 1) : tensor;
        } else if (!flow.axes().batched()) {
            throw new Unsupported("its first state is the same for every sample, and not zero");
        }
        return directions == 1 ? tensor.reshape(units) : tensor.reshape(directions, units);
    }

    private static List<Tensor> layer(
            Call call,
            Kind kind,
            Tensor x,
            Literal w,
            Literal r,
            @Nullable Literal b,
            @Nullable Tensor h,
            @Nullable Tensor c) {
        int directions = w.dims().get(0);
        int units = r.dims().get(2);
        Map<String, Literal> parameters = new HashMap<>();
        for (int d = 0; d < directions; d++) {
            String suffix = "_l0" + (d == 0 ? "" : "_reverse");
            parameters.put("weight_ih" + suffix, gates(kind, part(w, d), units));
            parameters.put("weight_hh" + suffix, gates(kind, part(r, d), units));
            if (b != null) {
                Literal both = part(b, d);
                int half = both.size() / 2;
                parameters.put("bias_ih" + suffix, gates(kind, Grid.slice(both, 0, 0, half), units));
                parameters.put("bias_hh" + suffix, gates(kind, Grid.slice(both, 0, half, 2 * half), units));
            }
        }
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("units", units);
        attributes.put("bidirectional", directions == 2);
        attributes.put("bias", b != null);
        attributes.put("lastOnly", false);
        var given = call.attribute("activations");
        if (kind == Kind.RNN
                && given != null
                && !given.texts().isEmpty()
                && given.texts().get(0).equalsIgnoreCase("relu")) {
            attributes.put("nonlinearity", Activation.RELU);
        }
        List<Tensor> reads = new ArrayList<>(List.of(x));
        if (h != null || c != null) {
            reads.add(h != null ? h : java.util.Objects.requireNonNull(c).times(0));
            if (kind == Kind.LSTM) {
                reads.add(c != null ? c : java.util.Objects.requireNonNull(h).times(0));
            }
        }
        return call.layer(kind.layer(), attributes, call.name(), parameters, reads.toArray(new Tensor[0]))
                .parts();
    }

    /** The part of one direction. */
    static Literal part(Literal x, int direction) {
        return Grid.slice(x, 0, direction, direction + 1)
                .reshaped(x.dims().subList(1, x.rank()))
                .asConstant();
    }

    /** The gates in PyTorch's order. */
    private static Literal gates(Kind kind, Literal x, int units) {
        List<Literal> parts = new ArrayList<>();
        for (int gate : kind.order()) {
            parts.add(Grid.slice(x, 0, gate * units, (gate + 1) * units));
        }
        return parts.size() == 1 ? parts.get(0) : Grid.concat(parts, 0);
    }
}
