package dev.nervure.inspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines over two axes, histograms among them; a surface may lie below. */
public final class LineChart extends Chart {
    private static final int LEFT = 62; // at least
    private static final int TITLE = 28; // of the y axis, to the left of its numbers
    private static final double DIGIT = 6.5; // pixels
    private static final int RIGHT = 18;
    private static final int TOP = 50;
    private static final int BOTTOM = 44;
    private static final int LONGEST_NAME = 22; // letters

    private enum Form {
        LINE,
        AREA,
        PATH
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Series(String name, double[] x, double[] y, Form form) {}

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Surface(double x0, double x1, double y0, double y1, double[][] values) {}

    private final String xTitle;
    private final String yTitle;
    private final List<Series> series = new ArrayList<>();
    private int width = 560;
    private int height = 320;
    private boolean logarithmic;
    private List<String> names = List.of();
    private @Nullable Surface surface;

    private LineChart(String title, String xTitle, String yTitle) {
        super(title);
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /**
     * An empty chart of 560 × 320 pixels.
     *
     * @param title the line above the chart
     * @param xTitle what the x axis shows
     * @param yTitle what the y axis shows
     * @return the chart
     */
    public static LineChart of(String title, String xTitle, String yTitle) {
        return new LineChart(title, xTitle, yTitle);
    }

    /**
     * Adds a line. A point that is not finite, or not positive on a logarithmic axis, is a gap.
     *
     * @param name the name in the legend
     * @param x the x of each point
     * @param y the y of each point; as many as {@code x}
     * @return this chart
     */
    public LineChart line(String name, double[] x, double[] y) {
        series.add(new Series(name, x.clone(), y.clone(), Form.LINE));
        return this;
    }

    /**
     * Adds a line whose first point is marked with a ring and whose last with a dot.
     *
     * @param name the name in the legend
     * @param x the x of each point
     * @param y the y of each point; as many as {@code x}
     * @return this chart
     */
    public LineChart path(String name, double[] x, double[] y) {
        series.add(new Series(name, x.clone(), y.clone(), Form.PATH));
        return this;
    }

    /**
     * Adds a histogram: {@code heights[i]} between {@code edges[i]} and {@code edges[i + 1]}.
     *
     * @param name the name in the legend
     * @param edges the borders of the intervals, in increasing order
     * @param heights the heights; one fewer than edges
     * @return this chart
     */
    public LineChart histogram(String name, double[] edges, double[] heights) {
        double[] x = new double[2 * edges.length];
        double[] y = new double[2 * edges.length];
        for (int i = 0; i < edges.length; i++) {
            x[2 * i] = x[2 * i + 1] = edges[i];
            y[2 * i] = i == 0 ? 0 : heights[i - 1];
            y[2 * i + 1] = i == heights.length ? 0 : heights[i];
        }
        series.add(new Series(name, x, y, Form.AREA));
        return this;
    }

    /**
     * Shades the plane: the larger the value, the darker.
     *
     * @param x0 where the first column begins
     * @param x1 where the last column ends
     * @param y0 where the first row begins
     * @param y1 where the last row ends
     * @param values {@code values[row][column]}
     * @return this chart
     */
    public LineChart surface(double x0, double x1, double y0, double y1, double[][] values) {
        surface = new Surface(x0, x1, y0, y1, values);
        return this;
    }

    /**
     * Makes the y axis logarithmic.
     *
     * @return this chart
     */
    public LineChart logarithmic() {
        logarithmic = true;
        return this;
    }

    /** Names the places 1, 2 … of the x axis, in place of numbers; the chart grows by what the names take. */
    LineChart names(List<String> places) {
        names = places.stream()
                .map(name ->
                        name.length() <= LONGEST_NAME ? name : "…" + name.substring(name.length() - LONGEST_NAME + 1))
                .toList();
        return this;
    }

    /**
     * Sets the size of the chart.
     *
     * @param width in pixels
     * @param height in pixels
     * @return this chart
     */
    public LineChart size(int width, int height) {
        this.width = width;
        this.height = height;
        return this;
    }

    @Override
    int width() {
        return width;
    }

    @Override
    int height() {
        return height + bottom() - BOTTOM;
    }

    /** The height of what stands below the chart. */
    private int bottom() {
        int letters = names.stream().mapToInt(String::length).max().orElse(0);
        return letters == 0 ? BOTTOM : 36 + (int) (DIGIT * letters);
    }

    private int base() {
        return height - BOTTOM;
    }

    @Override
    void draw(Svg svg) {
        Axis y = yAxis();
        double left = left(y);
        Axis x = xAxis(left);
        svg.text(LEFT, 18, title(), "i b");
        if (surface != null) {
            draw(surface, x, y, svg);
        }
        for (double tick : y.ticks()) {
            svg.line(left, y.at(tick), width - RIGHT, y.at(tick), "g thin");
            svg.text(left - 8, y.at(tick) + 4, Svg.value(tick), "s e");
        }
        if (names.isEmpty()) {
            for (double tick : x.ticks()) {
                svg.line(x.at(tick), base(), x.at(tick), base() + 4, "g thin");
                svg.text(x.at(tick), base() + 18, Svg.value(tick), "s m");
            }
        }
        for (int i = 0; i < names.size(); i++) {
            svg.line(x.at(i + 1.0), base(), x.at(i + 1.0), base() + 4, "g thin");
            svg.text(x.at(i + 1.0) + 4, base() + 10, -90, names.get(i), "s e");
        }
        svg.text((left + width - RIGHT) / 2, height() - 6, xTitle, "s m");
        svg.text(14, (TOP + base()) / 2.0, -90, yTitle, "s m");
        double legend = LEFT;
        for (int i = 0; i < series.size(); i++) {
            draw(series.get(i), i % Svg.COLOURS, x, y, svg);
            if (series.size() > 1 || series.get(i).form == Form.PATH) {
                svg.rect(legend, 29, 10, 10, "c" + i % Svg.COLOURS, 1);
                svg.text(legend + 15, 38, series.get(i).name, "s");
                legend += 34 + 7.2 * series.get(i).name.length();
            }
        }
    }

    private void draw(Series line, int colour, Axis x, Axis y, Svg svg) {
        StringBuilder path = new StringBuilder();
        boolean open = false;
        for (int i = 0; i < line.x.length; i++) {
            boolean has = x.has(line.x[i]) && y.has(line.y[i]);
            if (has) {
                path.append(open ? 'L' : 'M').append(Svg.number(x.at(line.x[i])));
                path.append(' ').append(Svg.number(y.at(line.y[i])));
            }
            open = has;
        }
        if (line.form == Form.AREA) {
            svg.area(path.toString(), "c" + colour);
        }
        svg.path(path.toString(), "l" + colour);
        if (line.form == Form.PATH) {
            int last = line.x.length - 1;
            svg.circle(x.at(line.x[0]), y.at(line.y[0]), 5, "p l" + colour);
            svg.circle(x.at(line.x[last]), y.at(line.y[last]), 4, "c" + colour);
        } else if (line.form == Form.LINE && line.x.length <= 24) {
            for (int i = 0; i < line.x.length; i++) {
                if (x.has(line.x[i]) && y.has(line.y[i])) {
                    svg.circle(x.at(line.x[i]), y.at(line.y[i]), 2.5, "c" + colour);
                }
            }
        }
    }

    private static void draw(Surface of, Axis x, Axis y, Svg svg) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double[] row : of.values) {
            for (double value : row) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        int rows = of.values.length;
        double cellHeight = (y.at(of.y0) - y.at(of.y1)) / rows;
        for (int r = 0; r < rows; r++) {
            double top = y.at(of.y0) - (r + 1) * cellHeight;
            int columns = of.values[r].length;
            double cellWidth = (x.at(of.x1) - x.at(of.x0)) / columns;
            for (int c = 0; c < columns; c++) {
                double share = (of.values[r][c] - least) / (most - least);
                svg.rect(x.at(of.x0) + c * cellWidth, top, cellWidth, cellHeight, "c5 z", 0.04 + 0.5 * share);
            }
        }
    }

    /** Where the x axis begins: to the right of the numbers along the other. */
    private static double left(Axis y) {
        int digits = y.ticks().stream()
                .mapToInt(tick -> Svg.value(tick).length())
                .max()
                .orElse(0);
        return Math.max(LEFT, TITLE + DIGIT * digits);
    }

    private Axis xAxis(double left) {
        if (surface != null) {
            return Axis.linear(surface.x0, surface.x1, left, width - RIGHT);
        }
        Axis axis = Axis.linear(extreme(true, false), extreme(true, true), left, width - RIGHT);
        boolean counts =
                series.stream().flatMapToDouble(line -> Arrays.stream(line.x)).allMatch(x -> x == Math.rint(x));
        return counts ? axis.whole() : axis;
    }

    private Axis yAxis() {
        if (surface != null) {
            return Axis.linear(surface.y0, surface.y1, base(), TOP);
        }
        double least = extreme(false, false);
        double most = extreme(false, true);
        return logarithmic
                ? Axis.logarithmic(least, most, base(), TOP)
                : Axis.round(least > most / 2 ? least : Math.min(0, least), most, base(), TOP);
    }

    /** The least or greatest value that can be drawn; 1 if there is none. */
    private double extreme(boolean ofX, boolean greatest) {
        double found = Double.NaN;
        for (Series line : series) {
            for (double value : ofX ? line.x : line.y) {
                if (Double.isFinite(value) && (ofX || !logarithmic || value > 0)) {
                    found = Double.isNaN(found) ? value : greatest ? Math.max(found, value) : Math.min(found, value);
                }
            }
        }
        return Double.isNaN(found) ? 1 : found;
    }
}
