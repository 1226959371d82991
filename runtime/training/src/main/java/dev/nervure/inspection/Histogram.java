package dev.nervure.inspection;

import java.util.List;

/**
 * The number of values in each of several intervals of the same width.
 *
 * @param edges the borders of the intervals, one more than counts; an interval holds its lower edge, the last one its
 *     upper edge too
 * @param counts the number of values in each interval
 */
public record Histogram(List<Double> edges, List<Integer> counts) {
    /**
     * A histogram with copies of the lists.
     *
     * @param edges the borders of the intervals, one more than counts; an interval holds its lower edge, the last one
     *     its upper edge too
     * @param counts the number of values in each interval
     */
    public Histogram {
        edges = List.copyOf(edges);
        counts = List.copyOf(counts);
    }

    static Histogram of(float[] sorted, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("a histogram has at least 1 interval, got " + bins);
        }
        double min = sorted.length == 0 ? 0 : sorted[0];
        double max = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
        double width = max > min ? (max - min) / bins : 1.0 / bins;
        Double[] edges = new Double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = min + i * width;
        }
        Integer[] counts = new Integer[bins];
        int from = 0;
        for (int i = 0; i < bins; i++) {
            int to = from;
            while (to < sorted.length && (i == bins - 1 || sorted[to] < edges[i + 1])) {
                to++;
            }
            counts[i] = to - from;
            from = to;
        }
        return new Histogram(List.of(edges), List.of(counts));
    }

    /**
     * Draws the histogram.
     *
     * @param title the line above the chart
     * @return a chart of counts over values
     */
    public LineChart chart(String title) {
        return LineChart.of(title, "value", "count")
                .histogram(
                        title,
                        edges.stream().mapToDouble(Double::doubleValue).toArray(),
                        counts.stream().mapToDouble(Integer::doubleValue).toArray());
    }
}
