package dev.nervure.processor.random;

import dev.nervure.dsl.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One way for a random network to grow. A new layer is one line in the file of its family. */
@FunctionalInterface
interface Growth {
    /** Every family's ways; a way that stands there twice is taken twice as often. */
    List<Growth> ALL = all();

    /** A further tensor; none if nothing so far suits. */
    Optional<Tensor> grow(Garden garden);

    private static List<Growth> all() {
        List<Growth> all = new ArrayList<>();
        all.addAll(DenseGrowth.ALL);
        all.addAll(ArithmeticGrowth.ALL);
        all.addAll(LogicGrowth.ALL);
        all.addAll(ShapeGrowth.ALL);
        all.addAll(ImageGrowth.ALL);
        all.addAll(NormalisationGrowth.ALL);
        all.addAll(SequenceGrowth.ALL);
        all.addAll(CompositionGrowth.ALL);
        return List.copyOf(all);
    }

    /** A layer that reads any tensor. */
    static Growth of(Function<Tensor, Tensor> layer) {
        return garden -> Optional.of(layer.apply(garden.any()));
    }
}
