package dev.nervure.training;

import dev.nervure.runtime.generated.SplitMix;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Samples of which any can be read at any time, by any thread. */
abstract class IndexedDataset extends Dataset {
    private final int size;

    IndexedDataset(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("the data set is empty");
        }
        this.size = size;
    }

    /** The sample if it is at hand; null if it is made each time. */
    abstract @Nullable Sample stored(int index);

    /**
     * A sample, made anew if it is not at hand.
     *
     * @param turn how often it was drawn before in this pass
     */
    abstract Sample make(int index, Pass pass, int turn);

    @Override
    final long knownSize() {
        return size;
    }

    final Sample sample(int index, Pass pass, int turn) {
        Sample stored = stored(index);
        return stored != null ? stored : new Draft(index, () -> make(index, pass, turn)).get();
    }

    /** Checks what is at hand, and of what is made the first sample. */
    @Override
    final void check(Binding binding) {
        for (int i = 0; i < size; i++) {
            Sample stored = stored(i);
            if (stored != null || i == 0) {
                binding.check(stored != null ? stored : sample(0, Pass.IN_ORDER, 0), i);
            }
        }
    }

    /** The samples of a pass in their order; the same may come several times. */
    int[] order(Pass pass) {
        int[] order = IntStream.range(0, size).toArray();
        if (pass.shuffles()) {
            shuffle(order, pass.random("epoch "));
        }
        return order;
    }

    /** Whether the same sample may come several times in a pass. */
    boolean repeats() {
        return false;
    }

    @Override
    final SampleReader open(Pass pass) {
        return new Reader(this, pass);
    }

    @Override
    final IndexedDataset indexed(String what) {
        return this;
    }

    @Override
    final Dataset mapped(SampleMap map, boolean random) {
        return new MappedDataset(this, map, random);
    }

    @Override
    final Dataset filtered(Predicate<? super Sample> wanted) {
        int[] kept = IntStream.range(0, size)
                .filter(i -> wanted.test(sample(i, Pass.IN_ORDER, 0)))
                .toArray();
        if (kept.length == 0) {
            throw new IllegalArgumentException("the filter keeps none of the " + size + " samples");
        }
        return new SelectedDataset(this, kept);
    }

    static void shuffle(int[] order, SplitMix random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    private static final class Reader implements SampleReader {
        private final IndexedDataset data;
        private final Pass pass;
        private final int[] order;
        private final int @Nullable [] turns; // of each sample so far
        private int position = -1;
        private int turn;

        Reader(IndexedDataset data, Pass pass) {
            this.data = data;
            this.pass = pass;
            this.order = data.order(pass);
            this.turns = data.repeats() ? new int[data.size] : null;
        }

        @Override
        public boolean next() {
            if (position + 1 >= order.length) {
                return false;
            }
            position++;
            if (turns != null) {
                turn = turns[order[position]]++;
            }
            return true;
        }

        @Override
        public long number() {
            return order[position];
        }

        @Override
        public Sample sample() {
            return data.sample(order[position], pass, turn);
        }

        @Override
        public Supplier<Sample> draft() {
            int index = order[position];
            int drawn = turn;
            return () -> data.sample(index, pass, drawn);
        }

        @Override
        public void close() {}
    }
}
