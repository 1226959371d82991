package dev.nervure.processor.stream;

import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.op.Blocks;

/** The last place alone, as of a recurrent layer with {@code lastOnly}: in a stream, the newest. */
final class LastPlace {
    private LastPlace() {}

    static Rule rule(Blocks blocks) {
        return (step, stream) -> {
            boolean last = blocks.size().equals(Dim.of(1))
                    && blocks.to().equals(Dim.of(0))
                    && !blocks.from().constant()
                    && stream.isTime(blocks.from().plus(1));
            if (last) {
                Blocks newest = new Blocks(blocks.axis(), stream.places().plus(-1), Dim.of(0), Dim.of(1));
                stream.same(newest, step);
            } else {
                stream.looksAhead(
                        "it moves places along the variable axis",
                        "cut or join along another axis, or outside of the network");
            }
        };
    }
}
