package dev.nervure.training;

import dev.nervure.runtime.generated.SplitMix;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Samples in memory. */
final class StoredDataset extends Dataset {
    private final Sample[] samples;

    StoredDataset(Sample[] samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("the data set is empty");
        }
        this.samples = samples;
    }

    @Override
    int knownSize() {
        return samples.length;
    }

    @Override
    void check(Binding binding) {
        for (int i = 0; i < samples.length; i++) {
            binding.check(samples[i], i);
        }
    }

    @Override
    SampleReader open(@Nullable SplitMix shuffle) {
        int[] order = order();
        if (shuffle != null) {
            shuffle(order, shuffle);
        }
        return new SampleReader() {
            private int position = -1;

            @Override
            public @Nullable Sample next() {
                return ++position < order.length ? samples[order[position]] : null;
            }

            @Override
            public long number() {
                return order[position];
            }

            @Override
            public void close() {}
        };
    }

    Split cut(double fraction, long seed, String column) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("fraction must be between 0 and 1, got " + fraction);
        }
        int[] order = order();
        shuffle(order, SplitMix.of(seed, "split"));
        Integer[] byClass = Arrays.stream(order).boxed().toArray(Integer[]::new);
        Arrays.sort(byClass, Comparator.comparingInt(i -> classOf(samples[i], column))); // stable
        boolean[] first = new boolean[samples.length];
        int taken = 0;
        for (int i = 0; i < byClass.length; i++) {
            // Whenever the share of those seen so far reaches another whole number: each class is off by less than one.
            if (Math.floor((i + 1) * fraction + 1e-9) > taken) {
                first[byClass[i]] = true;
                taken++;
            }
        }
        if (taken == 0 || taken == samples.length) {
            throw new IllegalArgumentException(
                    samples.length + " samples cannot be split at " + fraction + ": one part would be empty");
        }
        return new Split(part(first, true), part(first, false));
    }

    private Dataset part(boolean[] first, boolean wanted) {
        return new StoredDataset(Arrays.stream(order())
                .filter(i -> first[i] == wanted)
                .mapToObj(i -> samples[i])
                .toArray(Sample[]::new));
    }

    private static int classOf(Sample sample, String column) {
        int at = sample.columns().indexOf(column);
        return at >= 0 && sample.value(at) instanceof int[] values && values.length == 1 ? values[0] : 0;
    }

    private int[] order() {
        int[] order = new int[samples.length];
        Arrays.setAll(order, i -> i);
        return order;
    }

    private static void shuffle(int[] order, SplitMix random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
