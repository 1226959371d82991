package dev.nervure.training;

import org.jspecify.annotations.Nullable;

/** The samples of one data set after those of another. */
final class JoinedDataset extends IndexedDataset {
    private final IndexedDataset first;
    private final IndexedDataset second;

    JoinedDataset(IndexedDataset first, IndexedDataset second) {
        super(Math.addExact(first.size(), second.size()));
        this.first = first;
        this.second = second;
    }

    @Override
    @Nullable
    Sample stored(int index) {
        int left = index - first.size();
        return left < 0 ? first.stored(index) : second.stored(left);
    }

    @Override
    Sample make(int index, Pass pass, int turn) {
        int left = index - first.size();
        return left < 0 ? first.make(index, pass, turn) : second.make(left, pass.ofSecond(), turn);
    }

    @Override
    int depth() {
        return Math.max(first.depth(), second.depth());
    }
}
