package dev.nervure.training;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Samples that training draws by a rule of its own, some of them several times in an epoch. */
final class DrawnDataset extends IndexedDataset {
    private final IndexedDataset base;
    private final Function<Pass, int[]> draw;

    DrawnDataset(IndexedDataset base, Function<Pass, int[]> draw) {
        super(base.size());
        this.base = base;
        this.draw = draw;
    }

    @Override
    @Nullable
    Sample stored(int index) {
        return base.stored(index);
    }

    @Override
    Sample make(int index, Pass pass, int turn) {
        return base.make(index, pass, turn);
    }

    @Override
    int[] order(Pass pass) {
        return pass.shuffles() ? draw.apply(pass) : super.order(pass);
    }

    @Override
    boolean repeats() {
        return true;
    }

    @Override
    int depth() {
        return base.depth();
    }
}
