package dev.nervure.processor.stream;

import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Recur;
import dev.nervure.processor.op.Remember;
import java.util.ArrayList;
import java.util.List;

/** Recurrence: the state after the last place is the first state of the next. */
final class Recurrent {
    private Recurrent() {}

    static void apply(Step step, Streaming stream) {
        Recur recur = (Recur) step.op();
        if (recur.reverse()) {
            stream.looksAhead("it goes from the last place to the first", "leave bidirectional = true out");
            return;
        }
        Value h = stream.value(step.output());
        int units = h.shape().axis(1).max();
        boolean lstm = recur.cell() == Recur.Cell.LSTM;
        Value state = stream.state(step.output(), "State", units);
        Value cellState = lstm ? stream.state(step.output(), "CellState", units) : null;
        int parameters = recur.biased() ? 3 : 2;
        List<Value> reads = new ArrayList<>();
        step.inputs().subList(0, parameters).forEach(value -> reads.add(stream.value(value)));
        List<Value> given = step.inputs().subList(parameters, step.inputs().size()).stream()
                .map(stream::value)
                .toList();
        begin(given, 0, state, stream);
        reads.add(state);
        List<Value> writes = new ArrayList<>();
        step.outputs().forEach(value -> writes.add(stream.value(value)));
        if (cellState != null) {
            begin(given, 1, cellState, stream);
            reads.add(cellState);
            if (writes.size() < 5) {
                writes.add(
                        stream.intermediate(step.output(), "LastCell", h.shape().withAxis(0, Dim.of(1))));
            }
        }
        stream.step(new Recur(recur.cell(), false, recur.biased(), true), reads, writes, false);
        stream.step(new Remember(false), List.of(h), List.of(state), false);
        if (cellState != null) {
            stream.step(new Remember(false), List.of(writes.get(4)), List.of(cellState), false);
        }
    }

    /** A first state that is given counts at the first place. */
    private static void begin(List<Value> given, int i, Value state, Streaming stream) {
        if (i < given.size()) {
            stream.step(new Remember(true), List.of(given.get(i), stream.position()), List.of(state), false);
        }
    }
}
