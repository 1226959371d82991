package dev.nervure.processor.stream;

import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Copy;
import dev.nervure.processor.op.Recur;
import dev.nervure.processor.stream.op.Remember;
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
        Dim time = stream.time(step.output());
        Value h = stream.value(step.output());
        int units = h.shape().axis(1).max();
        boolean lstm = recur.cell() == Recur.Cell.LSTM;
        List<Value> states = new ArrayList<>(List.of(stream.state(step.output(), "State", units)));
        if (lstm) {
            states.add(stream.state(step.output(), "CellState", units));
        }
        int parameters = recur.biased() ? 3 : 2;
        List<Value> reads = new ArrayList<>();
        step.inputs().subList(0, parameters).forEach(value -> reads.add(stream.value(value)));
        List<Value> given = step.inputs().subList(parameters, step.inputs().size());
        for (int i = 0; i < given.size(); i++) { // a first state that is given counts at the first place
            stream.step(
                    new Remember(true, false),
                    List.of(stream.value(given.get(i)), stream.position(time)),
                    List.of(states.get(i)),
                    false);
        }
        reads.addAll(states);
        List<Value> writes = step.outputs().stream().limit(4).map(stream::value).toList();
        stream.step(new Recur(recur.cell(), false, recur.biased(), true), reads, writes, false);
        boolean some = !stream.isEach(time);
        stream.step(new Remember(false, some), List.of(h), states.subList(0, 1), false);
        if (lstm) {
            stream.step(new Remember(false, some), List.of(writes.get(3)), states.subList(1, 2), false);
        }
        if (step.outputs().size() > 4) { // somebody reads the last cell
            stream.step(
                    new Copy(),
                    states.subList(1, 2),
                    List.of(stream.value(step.outputs().get(4))),
                    false);
        }
    }
}
