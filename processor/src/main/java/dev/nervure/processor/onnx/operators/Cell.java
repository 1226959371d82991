package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.fold.Grid;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Unsupported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A recurrent cell that no layer computes, written out step by step; all steps share its weights. */
final class Cell {
    /** Each step is code of its own. */
    private static final int MOST_STEPS = 64;

    private final Call call;
    private final Recurrence.Kind kind;
    private final Literal weight;
    private final Literal recurrent;
    private final @Nullable Literal bias;
    private final int units;

    private final int direction;

    Cell(Call call, Recurrence.Kind kind, Literal w, Literal r, @Nullable Literal b, int direction) {
        this.call = call;
        this.kind = kind;
        this.direction = direction;
        this.weight = Recurrence.part(w, direction);
        this.recurrent = Recurrence.part(r, direction);
        this.bias = b == null ? null : Recurrence.part(b, direction);
        this.units = r.dims().get(2);
    }

    /** All steps, then the final states. */
    List<Tensor> run(Tensor x, @Nullable Tensor first, @Nullable Tensor firstCell) {
        if (!x.shape().axis(0).constant() || x.shape().axis(0).max() > MOST_STEPS) {
            throw new Unsupported("its cell is written out step by step, for " + MOST_STEPS + " steps at most");
        }
        int steps = x.shape().axis(0).max();
        int features = x.shape().axis(1).max();
        Tensor h = first;
        Tensor c = firstCell;
        List<Tensor> all = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            Tensor now = steps == 1 ? x : x.slice(0, step, step + 1);
            Tensor read = now.reshape(features);
            switch (kind) {
                case LSTM -> {
                    Tensor cell = lstmCell(read, h, c);
                    h = output(read, h, cell);
                    c = cell;
                }
                case GRU -> h = gru(read, h);
                case RNN -> h = activate(0, sum(0, read, h));
            }
            all.add(Objects.requireNonNull(h).reshape(1, units));
        }
        Tensor y = steps == 1 ? all.get(0) : Tensor.concat(0, all);
        List<Tensor> results = new ArrayList<>(List.of(y, Objects.requireNonNull(h)));
        if (c != null) {
            results.add(c);
        }
        return results;
    }

    private Tensor lstmCell(Tensor x, @Nullable Tensor h, @Nullable Tensor c) {
        Tensor input = activate(0, peep(sum(0, x, h), c, 0));
        Tensor forget = call.flag("input_forget") ? input.scale(-1, 1) : activate(0, peep(sum(2, x, h), c, 2));
        Tensor fresh = input.times(activate(1, sum(3, x, h)));
        return c == null ? fresh : forget.times(c).plus(fresh);
    }

    private Tensor output(Tensor x, @Nullable Tensor h, Tensor c) {
        return activate(0, peep(sum(1, x, h), c, 1)).times(function(2, c));
    }

    private Tensor gru(Tensor x, @Nullable Tensor h) {
        Tensor update = activate(0, sum(0, x, h));
        Tensor reset = h == null ? null : activate(0, sum(1, x, h));
        Tensor fresh;
        if (call.flag("linear_before_reset") && reset != null) {
            fresh = input(2, x, false).plus(reset.times(again(2, Objects.requireNonNull(h), true)));
        } else {
            fresh = sum(2, x, h == null || reset == null ? null : reset.times(h));
        }
        fresh = activate(1, fresh);
        Tensor kept = update.scale(-1, 1).times(fresh);
        return h == null ? kept : kept.plus(update.times(h));
    }

    /** What a gate sees of the input and of the state. */
    private Tensor sum(int gate, Tensor x, @Nullable Tensor h) {
        Tensor seen = input(gate, x, true);
        return h == null ? seen : seen.plus(again(gate, h, false));
    }

    private Tensor input(int gate, Tensor x, boolean bothBiases) {
        Literal own = biases(gate, 0);
        Literal other = biases(gate, 1);
        return dense("input" + gate, rows(weight, gate), bothBiases ? plus(own, other) : own, x);
    }

    private Tensor again(int gate, Tensor h, boolean withBias) {
        return dense("state" + gate, rows(recurrent, gate), withBias ? biases(gate, 1) : null, h);
    }

    private Tensor dense(String name, Literal matrix, @Nullable Literal vector, Tensor x) {
        Map<String, Literal> parameters = new HashMap<>(Map.of("weight", matrix));
        if (vector != null) {
            parameters.put("bias", vector);
        }
        Map<String, Object> attributes = Map.of("units", units, "bias", vector != null);
        String path = call.name() + "." + name + (direction == 0 ? "" : "Reverse");
        return call.layer(DenseLayer.class, attributes, path, parameters, x);
    }

    private Literal rows(Literal all, int gate) {
        return Grid.slice(all, 0, gate * units, (gate + 1) * units);
    }

    private @Nullable Literal biases(int gate, int half) {
        return bias == null
                ? null
                : rows(Grid.slice(bias, 0, half * bias.size() / 2, (half + 1) * bias.size() / 2), gate);
    }

    private static @Nullable Literal plus(@Nullable Literal a, @Nullable Literal b) {
        if (a == null || b == null) {
            return a;
        }
        float[] sum = a.numbers();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b.number(i);
        }
        return Literal.of(DataType.FLOAT, a.dims(), sum);
    }

    /** Peepholes come in the order i o f. */
    private Tensor peep(Tensor seen, @Nullable Tensor c, int gate) {
        if (!call.has(7) || c == null) {
            return seen;
        }
        Literal all = Recurrence.part(call.known(7, "the peepholes"), direction);
        return seen.plus(c.times(call.constant(rows(all, gate))));
    }

    /** What a gate or a new state becomes; the sums that they read are clipped, and the cell is not. */
    private Tensor activate(int which, Tensor z) {
        return function(which, call.has("clip") ? z.clamp(-call.number("clip", 0), call.number("clip", 0)) : z);
    }

    private Tensor function(int which, Tensor z) {
        Attribute given = call.attribute("activations");
        String name = given == null || given.texts().isEmpty()
                ? kind.activations().get(which)
                : given.texts()
                        .get(direction * kind.activations().size() + which)
                        .toLowerCase(Locale.ROOT);
        return switch (name) {
            case "sigmoid" -> z.sigmoid();
            case "tanh" -> z.tanh();
            case "relu" -> z.relu();
            case "softsign" -> z.div(z.abs().plus(1));
            case "softplus" -> z.softplus();
            default -> throw new Unsupported("its activation is " + name);
        };
    }
}
