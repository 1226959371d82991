package dev.nervure.inspection;

import java.util.List;

/**
 * A matrix of shaded cells with labels. The larger the absolute value, the stronger the colour. Negative values have
 * another colour.
 */
public final class HeatMap extends Chart {
    private static final double LETTER = 6.8;
    private static final double FAINT = 0.01; // the share of the largest that nobody sees

    private final double[][] values;
    private final List<String> rows;
    private final List<String> columns;
    private int cell = 24;
    private boolean numbers;

    private HeatMap(String title, double[][] values, List<String> rows, List<String> columns) {
        super(title);
        this.values = values;
        this.rows = List.copyOf(rows);
        this.columns = List.copyOf(columns);
    }

    /**
     * A heat map of a matrix.
     *
     * @param title the line above the map
     * @param values {@code values[row][column]}
     * @param rows a label for each row
     * @param columns a label for each column
     * @return the map
     * @throws IllegalArgumentException if there are no rows, or not as many labels as rows and columns
     */
    public static HeatMap of(String title, double[][] values, List<String> rows, List<String> columns) {
        if (values.length == 0 || rows.size() != values.length || columns.size() != values[0].length) {
            throw new IllegalArgumentException("a heat map of " + values.length + " rows of "
                    + (values.length == 0 ? 0 : values[0].length) + " values needs as many labels; got " + rows.size()
                    + " and " + columns.size());
        }
        return new HeatMap(title, values, rows, columns);
    }

    /**
     * A heat map of a matrix of floats.
     *
     * @param title the line above the map
     * @param values {@code values[row][column]}
     * @param rows a label for each row
     * @param columns a label for each column
     * @return the map
     * @throws IllegalArgumentException if there are no rows, or not as many labels as rows and columns
     */
    public static HeatMap of(String title, float[][] values, List<String> rows, List<String> columns) {
        double[][] wide = new double[values.length][];
        for (int r = 0; r < wide.length; r++) {
            wide[r] = new double[values[r].length];
            for (int c = 0; c < wide[r].length; c++) {
                wide[r][c] = values[r][c];
            }
        }
        return of(title, wide, rows, columns);
    }

    /**
     * Sets the height of a cell, which is its width too unless it shows its value; 24 if not called.
     *
     * @param pixels in pixels
     * @return this map
     */
    public HeatMap cell(int pixels) {
        this.cell = pixels;
        return this;
    }

    /**
     * Writes the values into their cells.
     *
     * @return this map
     */
    public HeatMap numbers() {
        this.numbers = true;
        return this;
    }

    private int cellWidth() {
        return numbers ? Math.max(48, 10 + (int) (LETTER * longest(columns))) : cell;
    }

    private int left() {
        return 12 + (int) Math.ceil(LETTER * longest(rows));
    }

    private int top() {
        return 38 + (int) Math.ceil(numbers ? 12 : LETTER * longest(columns));
    }

    private static int longest(List<String> labels) {
        return labels.stream().mapToInt(String::length).max().orElse(0);
    }

    @Override
    int width() {
        return Math.max(left() + columns.size() * cellWidth() + 6, (int) (14 + 7.4 * title().length()));
    }

    @Override
    int height() {
        return top() + rows.size() * cell + 6;
    }

    @Override
    void draw(Svg svg) {
        double largest = 0;
        for (double[] row : values) {
            for (double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        int wide = cellWidth();
        svg.text(4, 18, title(), "i b");
        for (int c = 0; c < columns.size(); c++) {
            double middle = left() + (c + 0.5) * wide;
            svg.text(middle + (numbers ? 0 : 4), top() - 6, numbers ? 0 : -90, columns.get(c), numbers ? "s m" : "s");
        }
        svg.rect(left(), top(), columns.size() * wide - 1, rows.size() * cell - 1, "c5", 0.08);
        for (int r = 0; r < rows.size(); r++) {
            double y = top() + r * cell;
            svg.text(left() - 6, y + cell / 2.0 + 4, rows.get(r), "s e");
            for (int c = 0; c < columns.size(); c++) {
                double x = left() + c * wide;
                double share = largest == 0 ? 0 : Math.abs(values[r][c]) / largest;
                if (share >= FAINT) {
                    svg.rect(x, y, wide - 1, cell - 1, values[r][c] < 0 ? "c1" : "c0", 0.9 * share);
                }
                if (numbers) {
                    svg.text(
                            x + wide / 2.0,
                            y + cell / 2.0 + 4,
                            Svg.value(values[r][c], 2),
                            share > 0.6 ? "p m" : "i m");
                }
            }
        }
    }
}
