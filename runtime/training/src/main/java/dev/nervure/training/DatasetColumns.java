package dev.nervure.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The columns of a data set, in the making; all have one row for each sample. */
public final class DatasetColumns {
    private final List<String> names;
    private final List<Object[]> columns;

    DatasetColumns() {
        this.names = new ArrayList<>();
        this.columns = new ArrayList<>();
    }

    DatasetColumns(List<String> names, Object[]... columns) {
        this.names = names;
        this.columns = Arrays.asList(columns);
    }

    /**
     * Adds an input or target of floats.
     *
     * @param name the name that the network declares
     * @param rows {@code [samples][size]}: the values of each sample, row-major in the tensor's shape
     * @return these columns
     * @throws IllegalArgumentException if the name is taken
     */
    public DatasetColumns floats(String name, float[][] rows) {
        return add(name, rows);
    }

    /**
     * Adds an input or target of several integers for each sample.
     *
     * @param name the name that the network declares
     * @param rows {@code [samples][size]}: the integers of each sample, row-major in the tensor's shape
     * @return these columns
     * @throws IllegalArgumentException if the name is taken
     */
    public DatasetColumns ints(String name, int[][] rows) {
        return add(name, rows);
    }

    /**
     * Adds an input or target of one integer for each sample, such as its class.
     *
     * @param name the name that the network declares
     * @param values {@code [samples]}: the integer of each sample
     * @return these columns
     * @throws IllegalArgumentException if the name is taken
     */
    public DatasetColumns ints(String name, int[] values) {
        return add(name, rows(values));
    }

    /**
     * Makes the data set of these columns.
     *
     * @return a data set in memory that keeps the arrays
     * @throws IllegalArgumentException if there is no column or no sample, or the columns differ in length
     */
    public Dataset build() {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a data set needs at least one column");
        }
        int size = columns.get(0).length;
        for (int c = 1; c < columns.size(); c++) {
            if (columns.get(c).length != size) {
                throw new IllegalArgumentException("'" + names.get(0) + "' has " + size + " samples, '" + names.get(c)
                        + "' has " + columns.get(c).length);
            }
        }
        List<String> shared = List.copyOf(names); // of an immutable list the list itself: Binding tells by it
        Sample[] samples = new Sample[size];
        for (int i = 0; i < size; i++) {
            int row = i;
            samples[i] = Sample.row(
                    shared, columns.stream().map(column -> column[row]).toArray());
        }
        return new StoredDataset(samples);
    }

    private DatasetColumns add(String name, Object[] rows) {
        if (names.contains(name)) {
            throw new IllegalArgumentException("two columns named '" + name + "'");
        }
        names.add(name);
        columns.add(Checks.notNull(name, rows));
        return this;
    }

    /** One integer a row. */
    static int[][] rows(int[] values) {
        int[][] rows = new int[Checks.notNull("the array of integers", values).length][];
        Arrays.setAll(rows, i -> new int[] {values[i]});
        return rows;
    }
}
