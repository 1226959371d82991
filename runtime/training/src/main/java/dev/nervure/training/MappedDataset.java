package dev.nervure.training;

import org.jspecify.annotations.Nullable;

/** Samples to each of which something is done whenever it is read. */
final class MappedDataset extends IndexedDataset {
    private final IndexedDataset base;
    private final SampleMap map;
    private final int depth;

    MappedDataset(IndexedDataset base, SampleMap map, boolean random) {
        super(base.size());
        this.base = base;
        this.map = map;
        this.depth = base.depth() + (random ? 1 : 0);
    }

    @Override
    @Nullable
    Sample stored(int index) {
        return null;
    }

    @Override
    Sample make(int index, Pass pass, int turn) {
        return map.apply(base.sample(index, pass, turn), pass.random(index, turn, depth));
    }

    @Override
    int[] order(Pass pass) {
        return base.order(pass);
    }

    @Override
    boolean repeats() {
        return base.repeats();
    }

    @Override
    int depth() {
        return depth;
    }
}
