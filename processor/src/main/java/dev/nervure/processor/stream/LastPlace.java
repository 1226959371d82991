package dev.nervure.processor.stream;

import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Blocks;
import dev.nervure.processor.op.Copy;
import dev.nervure.processor.stream.op.Remember;
import java.util.List;

/** The last place alone, as of a recurrent layer with {@code lastOnly}: in a stream, the newest. */
final class LastPlace {
    private LastPlace() {}

    static Rule rule(Blocks blocks) {
        return (step, stream) -> {
            Value x = step.input(0);
            Dim time = stream.time(x);
            boolean last = blocks.size().equals(Dim.of(1))
                    && blocks.to().equals(Dim.of(0))
                    && blocks.from().equals(time.plus(-1));
            if (last && stream.isEach(time)) {
                Blocks newest = new Blocks(blocks.axis(), stream.now(time).plus(-1), Dim.of(0), Dim.of(1));
                stream.same(newest, step);
            } else if (last && blocks.axis() == 0) {
                newest(step, stream);
            } else {
                stream.looksAhead(
                        "it moves places along the variable axis",
                        "cut or join along another axis, or outside of the network");
            }
        };
    }

    /** Where a call may give no place, the newest is kept. */
    private static void newest(Step step, Streaming stream) {
        Value y = stream.value(step.output());
        Value newest = stream.state(step.output(), "Newest", y.shape().size());
        stream.step(new Remember(false, true), List.of(stream.value(step.input(0))), List.of(newest), false);
        stream.step(new Copy(), List.of(newest), List.of(y), false);
    }
}
