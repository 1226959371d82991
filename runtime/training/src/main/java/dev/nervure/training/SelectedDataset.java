package dev.nervure.training;

import org.jspecify.annotations.Nullable;

/** Some samples of a data set, in an order of their own. */
final class SelectedDataset extends IndexedDataset {
    private final IndexedDataset base;
    private final int[] indices;

    SelectedDataset(IndexedDataset base, int[] indices) {
        super(indices.length);
        this.base = base;
        this.indices = indices;
    }

    @Override
    @Nullable
    Sample stored(int index) {
        return base.stored(indices[index]);
    }

    @Override
    Sample make(int index, Pass pass, int turn) {
        return base.make(indices[index], pass, turn);
    }

    @Override
    int depth() {
        return base.depth();
    }
}
