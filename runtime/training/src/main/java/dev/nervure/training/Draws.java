package dev.nervure.training;

import dev.nervure.runtime.generated.SplitMix;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rules by which training draws samples. */
final class Draws {
    private Draws() {}

    /** With replacement, each sample by its weight. */
    static Function<Pass, int[]> byWeight(double[] weights) {
        double[] sums = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the weight of sample " + i + " must be 0 or more, got " + weights[i]);
            }
            sum += weights[i];
            sums[i] = sum;
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the weights of the samples add up to " + sum);
        }
        double all = sum;
        return pass -> {
            SampleRandom random = new SampleRandom(pass.random("weighted "));
            return IntStream.range(0, sums.length)
                    .map(i -> firstAbove(sums, random.nextDouble() * all))
                    .toArray();
        };
    }

    /** Sums rise, but for samples of weight 0, which repeat the sum before them and are never drawn. */
    private static int firstAbove(double[] sums, double value) {
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] > value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Each group equally often. Within a group no sample comes again before all others of the group have come. */
    static Function<Pass, int[]> balanced(int[] groups) {
        int[][] members = IntStream.range(0, groups.length)
                .boxed()
                .collect(Collectors.groupingBy(i -> groups[i], TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(group -> group.stream().mapToInt(i -> i).toArray())
                .toArray(int[][]::new);
        return pass -> {
            SplitMix random = pass.random("balanced ");
            int[] order = new int[groups.length];
            int[] turns = IntStream.range(0, members.length).toArray();
            IndexedDataset.shuffle(turns, random); // which groups come once more where the number cannot be divided
            int filled = 0;
            for (int g = 0; g < turns.length; g++) {
                int[] group = members[turns[g]].clone();
                int share = groups.length / turns.length + (g < groups.length % turns.length ? 1 : 0);
                for (int i = 0; i < share; i++) {
                    if (i % group.length == 0) {
                        IndexedDataset.shuffle(group, random);
                    }
                    order[filled++] = group[i % group.length];
                }
            }
            IndexedDataset.shuffle(order, random);
            return Arrays.copyOf(order, filled);
        };
    }
}
