package dev.nervure.examples.benchmarks.report;

import java.util.Arrays;
import java.util.List;

/**
 * What one contender needed in one row: the median of what was measured, which one disturbance does not move.
 *
 * @param jdk the version that it ran on
 * @param row as {@link Rows} names it
 * @param contender who
 * @param value the median: microseconds, milliseconds for starts and javac, bytes for a jar
 * @param low the least that was measured
 * @param high the most that was measured
 * @param bytes what a call allocated; 0 where that is not measured
 * @param date the day, such as {@code 2025-01-31}
 */
public record Figure(
        String jdk, String row, Contender contender, double value, double low, double high, double bytes, String date) {
    private static final String TAB = "\t";

    /** The figure of several measurements. */
    public static Figure of(String jdk, String row, Contender contender, double[] values, double bytes, String date) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Figure(jdk, row, contender, median, sorted[0], sorted[sorted.length - 1], bytes, date);
    }

    /** Reads what {@link #line} writes. */
    static Figure ofLine(String line) {
        List<String> f = List.of(line.split(TAB));
        return new Figure(
                f.get(0),
                f.get(1),
                Contender.valueOf(f.get(2)),
                Double.parseDouble(f.get(3)),
                Double.parseDouble(f.get(4)),
                Double.parseDouble(f.get(5)),
                Double.parseDouble(f.get(6)),
                f.get(7));
    }

    /** One line of a file. */
    String line() {
        return String.join(
                TAB,
                jdk,
                row,
                contender.name(),
                Double.toString(value),
                Double.toString(low),
                Double.toString(high),
                Double.toString(bytes),
                date);
    }
}
