package dev.nervure.training;

import dev.nervure.inspection.HeatMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How often each class was predicted for each class that was true. */
public final class ConfusionMatrix {
    private final long[][] counts; // [true][predicted]

    ConfusionMatrix(long[][] counts) {
        this.counts = counts;
    }

    /**
     * The number of classes.
     *
     * @return the number; 2 for yes and no, where class 1 is yes
     */
    public int classes() {
        return counts.length;
    }

    /**
     * How often a class was predicted where another, or the same, was true.
     *
     * @param actual the class that is true, from 0
     * @param predicted the class that was predicted, from 0
     * @return the number of predictions
     */
    public long count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /**
     * The share of correct predictions.
     *
     * @return the share in 0 … 1; NaN without predictions
     */
    public double accuracy() {
        long right = 0;
        long all = 0;
        for (int c = 0; c < counts.length; c++) {
            right += counts[c][c];
            all += Arrays.stream(counts[c]).sum();
        }
        return (double) right / all;
    }

    /**
     * The share of the predictions of a class that are true.
     *
     * @param of the class, from 0
     * @return the share in 0 … 1; 0 if it was never predicted
     */
    public double precision(int of) {
        return figures().of(ClassCounts.Figure.PRECISION, of);
    }

    /**
     * The share of what is of a class that was predicted as it.
     *
     * @param of the class, from 0
     * @return the share in 0 … 1; 0 if it never occurs
     */
    public double recall(int of) {
        return figures().of(ClassCounts.Figure.RECALL, of);
    }

    /**
     * {@code 2 · precision · recall / (precision + recall)} of a class.
     *
     * @param of the class, from 0
     * @return F1 in 0 … 1; 0 if the class was neither predicted nor true
     */
    public double f1(int of) {
        return figures().of(ClassCounts.Figure.F1, of);
    }

    /**
     * F1 of all classes.
     *
     * @param average how the classes are brought together
     * @return F1 in 0 … 1
     */
    public double f1(Average average) {
        return figures().of(ClassCounts.Figure.F1, average);
    }

    private ClassCounts figures() {
        double[] sums = new double[counts.length * ClassCounts.SUMS];
        for (int is = 0; is < counts.length; is++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                sums[predicted * ClassCounts.SUMS + ClassCounts.PREDICTED] += counts[is][predicted];
                sums[is * ClassCounts.SUMS + ClassCounts.TRUE] += counts[is][predicted];
            }
            sums[is * ClassCounts.SUMS + ClassCounts.BOTH] += counts[is][is];
        }
        return new ClassCounts(sums);
    }

    /**
     * A table: a row for each class that is true with its recall, a column for each that was predicted with its
     * precision, and the accuracy in the last corner.
     *
     * @param names of the classes, from class 0 on; their numbers if there are none
     * @return lines that end in {@code \n}
     * @throws IllegalArgumentException if there are names, but not one for each class
     */
    public String table(String... names) {
        List<String> labels = names(names);
        List<List<String>> cells = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("true \\ predicted"));
        head.addAll(labels);
        head.add("recall");
        cells.add(head);
        for (int c = 0; c < counts.length; c++) {
            List<String> row = new ArrayList<>(List.of(labels.get(c)));
            Arrays.stream(counts[c]).mapToObj(Long::toString).forEach(row::add);
            row.add(share(recall(c)));
            cells.add(row);
        }
        List<String> last = new ArrayList<>(List.of("precision"));
        IntStream.range(0, counts.length).mapToObj(c -> share(precision(c))).forEach(last::add);
        last.add(share(accuracy()));
        cells.add(last);
        return aligned(cells);
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String aligned(List<List<String>> cells) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : cells) {
            for (int c = 0; c < row.size(); c++) {
                int column = c;
                int width = cells.stream()
                        .mapToInt(r -> r.get(column).length())
                        .max()
                        .orElse(0);
                String pad = " ".repeat(width - row.get(c).length());
                text.append(c == 0 ? row.get(c) + pad : "  " + pad + row.get(c));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /**
     * A picture of the counts: the larger a count, the stronger its colour.
     *
     * @param names of the classes, from class 0 on; their numbers if there are none
     * @return a chart with a row for each class that is true and a column for each that was predicted
     * @throws IllegalArgumentException if there are names, but not one for each class
     */
    public HeatMap chart(String... names) {
        double[][] values = Arrays.stream(counts)
                .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                .toArray(double[][]::new);
        List<String> labels = names(names);
        return HeatMap.of("true class (row), predicted class (column)", values, labels, labels)
                .numbers();
    }

    private List<String> names(String... names) {
        if (names.length == 0) {
            return IntStream.range(0, counts.length).mapToObj(Integer::toString).toList();
        }
        if (names.length != counts.length) {
            throw new IllegalArgumentException(
                    "there are " + counts.length + " classes, but " + names.length + " names");
        }
        return List.of(names);
    }

    /** The {@linkplain #table table} with the numbers of the classes. */
    @Override
    public String toString() {
        return table();
    }
}
