package dev.nervure.training;

import java.util.function.Predicate;

/** Samples that are read in sequence, anew each time. */
abstract class SequentialDataset extends Dataset {
    @Override
    final IndexedDataset indexed(String what) {
        throw new IllegalStateException("a stream " + what + "; cache() keeps its samples in memory");
    }

    @Override
    void check(Binding binding) {}

    @Override
    final Dataset mapped(SampleMap map, boolean random) {
        return new MappedStream(this, map, random);
    }

    @Override
    final Dataset filtered(Predicate<? super Sample> wanted) {
        return new FilteredStream(this, wanted);
    }
}
