package dev.nervure.inspection;

import java.util.ArrayList;
import java.util.List;

/** Horizontal bars with labels, one for each series. */
public final class BarChart extends Chart {
    private static final int BAR = 15;

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Series(String name, double[] values) {}

    private final List<String> labels;
    private final List<Series> series = new ArrayList<>();
    private int width = 560;

    private BarChart(String title, List<String> labels) {
        super(title);
        this.labels = List.copyOf(labels);
    }

    /**
     * An empty chart, 560 pixels wide.
     *
     * @param title the line above the chart
     * @param labels one label for each group of bars, from top to bottom
     * @return the chart
     */
    public static BarChart of(String title, List<String> labels) {
        return new BarChart(title, labels);
    }

    /**
     * Adds a series: one bar for each label.
     *
     * @param name the name in the legend
     * @param values the lengths of the bars; a value that is not positive has an empty bar
     * @return this chart
     * @throws IllegalArgumentException if there are not as many values as labels
     */
    public BarChart bars(String name, double[] values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(
                    "'" + name + "' has " + values.length + " values for " + labels.size() + " labels");
        }
        series.add(new Series(name, values.clone()));
        return this;
    }

    /**
     * Sets the width of the chart. The height follows from the number of bars.
     *
     * @param pixels in pixels
     * @return this chart
     */
    public BarChart width(int pixels) {
        this.width = pixels;
        return this;
    }

    private int top() {
        return series.size() > 1 ? 50 : 34;
    }

    private int group() {
        return series.size() * BAR + 8;
    }

    @Override
    int width() {
        return width;
    }

    @Override
    int height() {
        return top() + labels.size() * group() + 4;
    }

    @Override
    void draw(Svg svg) {
        double left = 14 + 6.8 * labels.stream().mapToInt(String::length).max().orElse(0);
        double largest = 0;
        for (Series bars : series) {
            for (double value : bars.values) {
                largest = Double.isFinite(value) ? Math.max(largest, value) : largest;
            }
        }
        double scale = (width - left - 70) / (largest == 0 ? 1 : largest);
        svg.text(4, 18, title(), "i b");
        double legend = left;
        for (int s = 0; s < series.size(); s++) {
            Series bars = series.get(s);
            if (series.size() > 1) {
                svg.rect(legend, 29, 10, 10, "c" + s % Svg.COLOURS, 1).text(legend + 15, 38, bars.name, "s");
                legend += 34 + 7.2 * bars.name.length();
            }
            for (int i = 0; i < labels.size(); i++) {
                double y = top() + i * group() + s * BAR;
                double length = bars.values[i] > 0 ? Math.min(bars.values[i], largest) * scale : 0;
                svg.rect(left, y, Math.max(1, length), BAR - 2, "c" + s % Svg.COLOURS, 0.85);
                svg.text(left + length + 6, y + 11, Svg.value(bars.values[i]), "s");
            }
        }
        for (int i = 0; i < labels.size(); i++) {
            svg.text(left - 8, top() + i * group() + series.size() * BAR / 2.0 + 3, labels.get(i), "i e");
        }
    }
}
