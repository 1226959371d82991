package dev.nervure.training;

import dev.nervure.runtime.generated.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Cuts a data set into parts that each have their share of every class. Parts keep the order of the samples. */
final class Splits {
    private final IndexedDataset data;
    private final Integer[] byClass; // all samples, at random within each class

    Splits(IndexedDataset data, long seed, ToIntFunction<? super Sample> classOf) {
        this.data = data;
        int[] classes = IntStream.range(0, data.size())
                .map(i -> classOf.applyAsInt(data.sample(i, Pass.IN_ORDER, 0)))
                .toArray();
        int[] order = IntStream.range(0, data.size()).toArray();
        IndexedDataset.shuffle(order, SplitMix.of(seed, "split"));
        this.byClass = Arrays.stream(order).boxed().toArray(Integer[]::new);
        Arrays.sort(byClass, Comparator.comparingInt(i -> classes[i])); // stable
    }

    /** The class where a sample has one; otherwise all samples are alike. */
    static int classIfAny(Sample sample) {
        int at = sample.columns().indexOf("target");
        return at >= 0 && sample.value(at) instanceof int[] values && values.length == 1 ? values[0] : 0;
    }

    Dataset.Split cut(double fraction) {
        boolean[] first = first(fraction, byClass);
        return new Dataset.Split(part(first, true), part(first, false));
    }

    Dataset.ThreeWaySplit cut(double train, double validation) {
        boolean[] first = first(train, byClass);
        Integer[] rest = Arrays.stream(byClass).filter(i -> !first[i]).toArray(Integer[]::new);
        if (!(validation > 0 && train + validation < 1)) {
            throw new IllegalArgumentException("the fractions must be above 0 and leave something for the test, got "
                    + train + " and " + validation);
        }
        boolean[] second = first(validation / (1 - train), rest);
        boolean[] third = new boolean[data.size()];
        for (int i : rest) {
            third[i] = !second[i];
        }
        return new Dataset.ThreeWaySplit(part(first, true), part(second, true), part(third, true));
    }

    List<Dataset.Split> folds(int count) {
        if (count < 2 || count > data.size()) {
            throw new IllegalArgumentException(
                    data.size() + " samples can be cut into 2 … " + data.size() + " folds, got " + count);
        }
        List<Dataset.Split> folds = new ArrayList<>();
        for (int fold = 0; fold < count; fold++) {
            boolean[] test = new boolean[data.size()];
            for (int i = fold; i < byClass.length; i += count) {
                test[byClass[i]] = true; // every k-th: of each class the same number, or one more
            }
            folds.add(new Dataset.Split(part(test, false), part(test, true)));
        }
        return folds;
    }

    private boolean[] first(double fraction, Integer[] of) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("fraction must be between 0 and 1, got " + fraction);
        }
        boolean[] first = new boolean[data.size()];
        int taken = 0;
        for (int i = 0; i < of.length; i++) {
            // Whenever the share of those seen so far reaches another whole number: each class is off by less than one.
            if (Math.floor((i + 1) * fraction + 1e-9) > taken) {
                first[of[i]] = true;
                taken++;
            }
        }
        if (taken == 0 || taken == of.length) {
            throw new IllegalArgumentException(
                    of.length + " samples cannot be split at " + fraction + ": one part would be empty");
        }
        return first;
    }

    private Dataset part(boolean[] chosen, boolean wanted) {
        return new SelectedDataset(
                data,
                IntStream.range(0, data.size()).filter(i -> chosen[i] == wanted).toArray());
    }
}
