package dev.nervure.processor.stream;

import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Rotate;
import dev.nervure.processor.stream.op.RotateFrom;
import dev.nervure.processor.stream.op.TableFrom;
import java.util.ArrayList;
import java.util.List;

/** What depends on the number of a place: tables are read, and angles taken, from where the stream is. */
final class Positions {
    private Positions() {}

    static void learned(Step step, Streaming stream) {
        table(List.of(step.input(0)), step, stream);
    }

    static void sinusoidal(Step step, Streaming stream) {
        table(List.of(), step, stream);
    }

    private static void table(List<Value> parameter, Step step, Streaming stream) {
        if (stream.timeAxis(step.output()) != 0) {
            stream.looksAhead("its table has no place on the variable axis", "add positions of the variable axis");
            return;
        }
        stream.bound();
        Dim time = stream.time(step.output());
        List<Value> reads = new ArrayList<>(parameter);
        reads.add(stream.position(time));
        stream.step(new TableFrom(time.max()), reads, List.of(stream.eachPlace(step.output())), false);
    }

    static void rotate(Step step, Streaming stream) {
        stream.bound();
        Rotate rotate = (Rotate) step.op();
        Dim time = stream.time(step.output());
        stream.step(
                new RotateFrom(rotate, time.max()),
                List.of(stream.value(step.input(0)), stream.position(time)),
                List.of(stream.value(step.output())),
                step.add());
    }
}
