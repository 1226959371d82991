package dev.nervure.training;

import dev.nervure.inspection.LineChart;
import java.util.Locale;

/**
 * How a two-way decision does as its threshold falls: a point for each score that occurs.
 *
 * @param title such as {@code ROC}
 * @param xName what {@code x} is
 * @param yName what {@code y} is
 * @param x a coordinate of each point
 * @param y the other coordinate of each point
 * @param thresholds the score from which on yes is predicted at each point; infinite at a point where nothing is
 * @param area the area under the curve; of a ROC by trapezoids, of precision over recall by steps
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares curves
public record Curve(
        String title, String xName, String yName, double[] x, double[] y, double[] thresholds, double area) {
    /**
     * The curve as a chart.
     *
     * @return a chart of 420 × 420 pixels
     */
    public LineChart chart() {
        return LineChart.of(String.format(Locale.ROOT, "%s, area %.4f", title, area), xName, yName)
                .line(title, x, y)
                .size(420, 420);
    }
}
