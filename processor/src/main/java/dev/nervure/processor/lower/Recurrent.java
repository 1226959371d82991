package dev.nervure.processor.lower;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.GruLayer;
import dev.nervure.dsl.layer.LstmLayer;
import dev.nervure.dsl.layer.RecurrentLayer;
import dev.nervure.dsl.layer.RnnLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Blocks;
import dev.nervure.processor.op.Copy;
import dev.nervure.processor.op.Dropout;
import dev.nervure.processor.op.Linear;
import dev.nervure.processor.op.Recur;
import java.util.ArrayList;
import java.util.List;

/** Recurrent layers: for each layer and direction one product for the inputs of all steps, then step by step. */
final class Recurrent {
    private Recurrent() {}

    static void register() {
        Lowerings.register(RnnLayer.class, (layer, scope) -> lower(layer, cell(layer), scope));
        Lowerings.register(LstmLayer.class, (layer, scope) -> lower(layer, Recur.Cell.LSTM, scope));
        Lowerings.register(GruLayer.class, (layer, scope) -> lower(layer, Recur.Cell.GRU, scope));
    }

    private static Recur.Cell cell(RnnLayer layer) {
        return layer.nonlinearity() == Activation.RELU ? Recur.Cell.RNN_RELU : Recur.Cell.RNN_TANH;
    }

    private static void lower(RecurrentLayer layer, Recur.Cell cell, Scope scope) {
        List<Value> inputs = scope.ofEachSample(scope.inputs());
        List<Value> first = inputs.subList(1, inputs.size());
        Value x = inputs.get(0);
        Shape states = x.shape().withAxis(1, Dim.of(layer.units()));
        for (int l = 0; l < layer.layers(); l++) {
            boolean last = l == layer.layers() - 1;
            List<Value> directions = new ArrayList<>();
            for (int d = 0; d < layer.directions(); d++) {
                // Not where the final state is an output too: its gradient is none of the steps'.
                boolean direct = last && layer.directions() == 1 && !layer.lastOnly() && scope.part(1) == null;
                Value h = direct ? scope.result() : scope.intermediate(suffix("States", l, d), states);
                direction(layer, cell, l, d, x, first, h, scope);
                Value state = scope.part(1);
                Value end = state != null || (last && layer.lastOnly()) ? end(l, d, h, scope) : h;
                if (state != null) {
                    whole(end, l * layer.directions() + d, state, scope);
                }
                directions.add(last && layer.lastOnly() ? end : h);
            }
            if (last && layer.lastOnly()) {
                Value ends = sideBySide("Ends", directions, scope);
                scope.step(new Copy(), List.of(ends), scope.result());
            } else if (last && layer.directions() == 1 && scope.part(1) != null) {
                scope.step(new Copy(), directions, scope.result());
            } else if (last && layer.directions() == 2) {
                sideBySide(directions, scope.result(), scope);
            } else if (!last) {
                x = dropped(layer, l, sideBySide("Layer" + l, directions, scope), scope);
            }
        }
    }

    /** What the next layer reads: in training without some of the values, by a mask of its own. */
    private static Value dropped(RecurrentLayer layer, int l, Value y, Scope scope) {
        if (layer.dropout() == 0) {
            return y;
        }
        Value kept = scope.intermediate("KeptL" + l, y.shape());
        scope.step(new Dropout(layer.dropout(), scope.place() + ".l" + l), List.of(y), kept);
        return kept;
    }

    private static void direction(
            RecurrentLayer layer, Recur.Cell cell, int l, int d, Value x, List<Value> first, Value h, Scope scope) {
        String parameters = "_l" + l + (d == 0 ? "" : "_reverse");
        Value weight = scope.parameter("weight_ih" + parameters);
        Value products = scope.intermediate(
                suffix("Products", l, d), x.shape().withAxis(1, weight.shape().axis(0)));
        List<Value> inputs = new ArrayList<>(List.of(x, weight));
        List<Value> reads = new ArrayList<>(List.of(products, scope.parameter("weight_hh" + parameters)));
        if (layer.bias()) {
            inputs.add(scope.parameter("bias_ih" + parameters));
            reads.add(scope.parameter("bias_hh" + parameters));
        }
        for (int i = 0; i < first.size(); i++) {
            reads.add(first(first.get(i), i == 0 ? "First" : "FirstCell", layer, l, d, scope));
        }
        scope.step(new Linear(), inputs, products);
        List<Value> writes = new ArrayList<>(Recur.outputs(
                cell, h, (suffix, shape, element) -> scope.intermediate(suffix(suffix, l, d), shape, element)));
        Value cells = cell == Recur.Cell.LSTM ? scope.part(2) : null;
        Value lastCell = cells == null
                ? null
                : scope.intermediate(suffix("LastCell", l, d), h.shape().withAxis(0, Dim.of(1)));
        if (lastCell != null) {
            writes.add(lastCell);
        }
        scope.step(new Recur(cell, d == 1, layer.bias(), !first.isEmpty()), reads, writes.toArray(Value[]::new));
        if (cells != null && lastCell != null) {
            whole(lastCell, l * layer.directions() + d, cells, scope);
        }
    }

    /** The final state of one layer and direction goes to those of all. */
    private static void whole(Value one, int row, Value all, Scope scope) {
        if (all.shape().rank() == 1) {
            scope.step(new Copy(), List.of(one), all);
        } else {
            scope.step(Blocks.of(0, 0, row, 1), List.of(one), all);
        }
    }

    /** The first state of one layer and direction, of those that are given for all. */
    private static Value first(Value all, String name, RecurrentLayer layer, int l, int d, Scope scope) {
        if (layer.layers() * layer.directions() == 1) {
            return all;
        }
        Value one = scope.intermediate(suffix(name, l, d), all.shape().withAxis(0, Dim.of(1)));
        scope.step(Blocks.of(0, l * layer.directions() + d, 0, 1), List.of(all), one);
        return one;
    }

    /** The state after all steps: of a sample's last step, or of its first step if it goes backwards. */
    private static Value end(int l, int d, Value h, Scope scope) {
        Dim steps = h.shape().axis(0);
        Value end = scope.intermediate(suffix("End", l, d), h.shape().withAxis(0, Dim.of(1)));
        Dim place = d == 1 ? Dim.of(0) : steps.plus(-1);
        scope.step(new Blocks(0, place, Dim.of(0), Dim.of(1)), List.of(h), end);
        return end;
    }

    private static Value sideBySide(String suffix, List<Value> parts, Scope scope) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Shape part = parts.get(0).shape();
        Value all = scope.intermediate(suffix, part.withAxis(1, part.axis(1).times(parts.size())));
        sideBySide(parts, all, scope);
        return all;
    }

    private static void sideBySide(List<Value> parts, Value all, Scope scope) {
        int units = parts.get(0).shape().axis(1).max();
        for (int i = 0; i < parts.size(); i++) {
            scope.step(Blocks.of(1, 0, i * units, units), List.of(parts.get(i)), all);
        }
    }

    private static String suffix(String name, int layer, int direction) {
        return name + "L" + layer + (direction == 0 ? "" : "Reverse");
    }
}
