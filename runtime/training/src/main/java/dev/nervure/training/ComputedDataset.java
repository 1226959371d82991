package dev.nervure.training;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Samples that a function of the user's reads or makes, each time anew. */
final class ComputedDataset extends IndexedDataset {
    private final IntFunction<Sample> samples;

    ComputedDataset(int size, IntFunction<Sample> samples) {
        super(size);
        this.samples = samples;
    }

    @Override
    @Nullable
    Sample stored(int index) {
        return null;
    }

    @Override
    Sample make(int index, Pass pass, int turn) {
        return samples.apply(index);
    }

    @Override
    int depth() {
        return 0;
    }
}
