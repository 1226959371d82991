package dev.nervure.processor.stream;

import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Attend;
import dev.nervure.processor.stream.op.AttendCached;
import java.util.List;

/** Attention to the places so far, whose keys and values are kept, or to a memory that is there from the start. */
final class Attention {
    private Attention() {}

    static void apply(Step step, Streaming stream) {
        Attend attend = (Attend) step.op();
        Value q = step.input(0);
        Value k = step.input(1);
        Value v = step.input(2);
        boolean queries = stream.hasTime(q);
        boolean memory = stream.hasTime(k) || stream.hasTime(v);
        if (!memory && !attend.causal()) {
            stream.same(now(attend, step, stream), step);
        } else if (step.inputs().size() > 3 && attend.causal()) {
            stream.looksAhead("its mask has a row for places that are still to come", "leave the mask out");
        } else if (queries
                && attend.causal()
                && stream.isTime(attend.steps())
                && attend.steps().equals(attend.places())) {
            cached(attend, step, stream);
        } else {
            stream.looksAhead("each place attends to all others", "use causal = true");
        }
    }

    private static void cached(Attend attended, Step step, Streaming stream) {
        int longest = attended.places().max();
        int seen = attended.window() == 0 ? longest : Math.min(attended.window(), longest);
        if (attended.window() == 0) {
            stream.bound();
        }
        Attend attend = now(attended, step, stream);
        Value y = stream.value(step.output());
        int row = AttendCached.row(seen);
        Value keys = stream.state(step.output(), "Keys", attend.memoryHeads() * attend.size() * row);
        Value values = stream.state(step.output(), "Values", attend.memoryHeads() * attend.valueSize() * row);
        stream.step(
                new AttendCached(attend, seen),
                List.of(
                        stream.value(step.input(0)),
                        stream.value(step.input(1)),
                        stream.value(step.input(2)),
                        stream.position(attended.steps())),
                List.of(y, keys, values),
                false);
    }

    /** The same for the places that are given now, without what training drops. */
    private static Attend now(Attend attend, Step step, Streaming stream) {
        return new Attend(
                attend.heads(),
                attend.memoryHeads(),
                attend.size(),
                attend.valueSize(),
                attend.causal(),
                attend.window(),
                0f,
                attend.path(),
                stream.now(attend.steps()),
                stream.now(attend.places()),
                vectors(attend.queries(), step.input(0), stream),
                vectors(attend.keys(), step.input(1), stream),
                vectors(attend.values(), step.input(2), stream),
                vectors(attend.results(), step.output(), stream));
    }

    /** Where heads are blocks of places, they lie closer now. */
    private static Attend.Vectors vectors(Attend.Vectors all, Value value, Streaming stream) {
        boolean blocks = stream.timeAxis(value) > 0;
        return blocks ? new Attend.Vectors(0, stream.now(stream.time(value)).max() * all.step(), all.step()) : all;
    }

    /** An attention without time, as to the memory's own places. */
    static Op withoutDropout(Op op) {
        return op instanceof Attend a
                ? new Attend(
                        a.heads(),
                        a.memoryHeads(),
                        a.size(),
                        a.valueSize(),
                        a.causal(),
                        a.window(),
                        0f,
                        a.path(),
                        a.steps(),
                        a.places(),
                        a.queries(),
                        a.keys(),
                        a.values(),
                        a.results())
                : op;
    }
}
