package dev.nervure.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table from a CSV file, and its columns as arrays for a data set. Needs FastCSV, {@code de.siegmar:fastcsv}, on the class
 * path. All cells are kept in memory as text, and {@link #parts} reads larger files; blanks around cells are left out, and
 * so are empty lines. A table never changes: what leaves out or fills cells gives a new one.
 *
 * <pre>{@code
 * Csv table = Csv.read(Path.of("penguins.csv")).missing("NA").withoutMissing();
 * Dataset penguins = Dataset.of(table.floats("bill", "flipper", "mass"), table.classes("species"));
 * }</pre>
 *
 * <p>A cell that is missing or not what a method asks for is a {@link DataFileException} with its line and column.
 */
public final class Csv {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private final Path file;
    private final List<String> names;
    private final List<String[]> rows;
    private final List<Long> lines; // the number of each row's line, from 1
    private final Set<String> missing;
    private final boolean part; // of a file, so that it does not know all categories

    private Csv(
            Path file, List<String> names, List<String[]> rows, List<Long> lines, Set<String> missing, boolean part) {
        this.file = file;
        this.names = names;
        this.rows = rows;
        this.lines = lines;
        this.missing = missing;
        this.part = part;
    }

    /**
     * Reads a file in UTF-8 whose cells are separated by commas and whose first line names the columns.
     *
     * @param file the file
     * @return the table
     * @throws DataFileException if it cannot be read, two columns have the same name, or a line has more or fewer cells
     *     than the first
     * @throws IllegalStateException if FastCSV is not on the class path
     */
    public static Csv read(Path file) {
        return read(file, ',');
    }

    /**
     * Reads a file as {@link #read(Path)}, with another separator.
     *
     * @param file the file
     * @param separator such as {@code ';'} or a tab
     * @return the table
     * @throws DataFileException as {@link #read(Path)} throws it
     * @throws IllegalStateException if FastCSV is not on the class path
     */
    public static Csv read(Path file, char separator) {
        try (CsvLines.Reader reader = open(file, separator)) {
            List<String> names = header(file, reader);
            return of(file, names, reader.next(Integer.MAX_VALUE), false);
        }
    }

    private static List<String> header(Path file, CsvLines.Reader reader) {
        List<String[]> first = reader.next(1).cells();
        if (first.isEmpty()) {
            throw new DataFileException(file, "is empty, and its first line should name the columns");
        }
        return List.of(first.get(0));
    }

    /**
     * Reads a file as {@link #read(Path)}, whose first line holds values already.
     *
     * @param file the file
     * @param separator such as {@code ','}
     * @param names the names of the columns, in their order
     * @return the table
     * @throws DataFileException as {@link #read(Path)} throws it
     * @throws IllegalStateException if FastCSV is not on the class path
     */
    public static Csv read(Path file, char separator, List<String> names) {
        try (CsvLines.Reader reader = open(file, separator)) {
            return of(file, List.copyOf(names), reader.next(Integer.MAX_VALUE), false);
        }
    }

    /**
     * Reads a file as {@link #read(Path)}, part by part, so that it need not fit into memory: a source of {@link
     * Dataset#stream}.
     *
     * <pre>{@code
     * Dataset.stream(10_000, () -> Csv.parts(file, 1_000).flatMap(part ->
     *     Dataset.of(part.floats("bill", "flipper"), part.classes("species", species)).samples()))
     * }</pre>
     *
     * @param file the file
     * @param rows the number of rows of each table but the last, at least 1
     * @return one table after the other, each with all columns; closing the stream closes the file
     * @throws DataFileException as {@link #read(Path)} throws it, for a line when its table is read
     * @throws IllegalArgumentException if {@code rows} is less than 1
     * @throws IllegalStateException if FastCSV is not on the class path
     */
    public static Stream<Csv> parts(Path file, int rows) {
        return parts(file, ',', rows);
    }

    /**
     * Reads a file as {@link #parts(Path, int)}, with another separator.
     *
     * @param file the file
     * @param separator such as {@code ';'} or a tab
     * @param rows the number of rows of each table but the last, at least 1
     * @return one table after the other, each with all columns; closing the stream closes the file
     * @throws DataFileException as {@link #read(Path)} throws it, for a line when its table is read
     * @throws IllegalArgumentException if {@code rows} is less than 1
     * @throws IllegalStateException if FastCSV is not on the class path
     */
    public static Stream<Csv> parts(Path file, char separator, int rows) {
        Checks.positive("rows", rows);
        CsvLines.Reader reader = open(file, separator);
        try {
            List<String> names = header(file, reader);
            return Stream.generate(() -> of(file, names, reader.next(rows), true))
                    .takeWhile(table -> table.size() > 0)
                    .onClose(reader::close);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static CsvLines.Reader open(Path file, char separator) {
        try {
            return new CsvLines.Reader(Checks.notNull("the file", file), separator);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException("reading CSV needs FastCSV: add de.siegmar:fastcsv to the dependencies", e);
        }
    }

    private static Csv of(Path file, List<String> names, CsvLines read, boolean part) {
        List<String[]> rows = read.cells();
        List<Long> lines = read.numbers();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new DataFileException(file, "has two columns named '" + name + "'");
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).length != names.size()) {
                throw new DataFileException(
                        file,
                        "line " + lines.get(i) + " has " + rows.get(i).length + " cells, and there are " + names.size()
                                + " columns");
            }
        }
        return new Csv(file, names, rows, lines, Set.of(""), part);
    }

    /**
     * The names of the columns.
     *
     * @return the names, from left to right
     */
    public List<String> names() {
        return names;
    }

    /**
     * The number of rows, without the line of names.
     *
     * @return 0 or more
     */
    public int size() {
        return rows.size();
    }

    /**
     * Says which cells are missing beside empty ones.
     *
     * @param texts such as {@code NA} or {@code ?}
     * @return a table in which they are missing
     */
    public Csv missing(String... texts) {
        Set<String> all = new HashSet<>(missing);
        all.addAll(Arrays.asList(texts));
        return new Csv(file, names, rows, lines, Set.copyOf(all), part);
    }

    /**
     * Leaves out the rows in which a cell is missing.
     *
     * @param columns the columns that matter; all if none are named
     * @return a table of the other rows
     * @throws IllegalArgumentException if there is no such column
     */
    public Csv withoutMissing(String... columns) {
        int[] of = columns.length == 0 ? IntStream.range(0, names.size()).toArray() : columns(columns);
        int[] kept = IntStream.range(0, rows.size())
                .filter(row -> Arrays.stream(of).noneMatch(column -> missing.contains(rows.get(row)[column])))
                .toArray();
        return new Csv(
                file,
                names,
                Arrays.stream(kept).mapToObj(rows::get).toList(),
                Arrays.stream(kept).mapToObj(lines::get).toList(),
                missing,
                part);
    }

    /**
     * Fills the missing cells of a column.
     *
     * @param column its name
     * @param text what they hold then, such as {@code 0} or {@code unknown}
     * @return a table in which they are filled
     * @throws IllegalArgumentException if there is no such column
     */
    public Csv fill(String column, String text) {
        int at = column(column);
        UnaryOperator<String[]> filled = row -> {
            String[] copy = row.clone();
            copy[at] = text;
            return copy;
        };
        List<String[]> all = rows.stream()
                .map(row -> missing.contains(row[at]) ? filled.apply(row) : row)
                .toList();
        return new Csv(file, names, all, lines, missing, part);
    }

    /**
     * Columns of numbers, side by side.
     *
     * @param columns their names, in the order in which an input takes them
     * @return {@code [rows][columns]}
     * @throws DataFileException if a cell is missing, or no number that a float can hold
     * @throws IllegalArgumentException if there is no such column, or none is named
     */
    public float[][] floats(String... columns) {
        return floats(columns(columns));
    }

    /**
     * All columns but some, as numbers side by side.
     *
     * @param columns the names of the others
     * @return {@code [rows][columns]}
     * @throws DataFileException if a cell is missing, or no number that a float can hold
     * @throws IllegalArgumentException if there is no such column, or none is left
     */
    public float[][] floatsExcept(String... columns) {
        int[] others = columns(columns);
        int[] left = IntStream.range(0, names.size())
                .filter(column -> Arrays.stream(others).noneMatch(other -> other == column))
                .toArray();
        if (left.length == 0) {
            throw new IllegalArgumentException("no column is left of " + names);
        }
        return floats(left);
    }

    private float[][] floats(int[] columns) {
        float[][] values = new float[rows.size()][columns.length];
        for (int row = 0; row < values.length; row++) {
            for (int i = 0; i < columns.length; i++) {
                String cell = cell(row, columns[i]);
                float value = NUMBER.matcher(cell).matches() ? Float.parseFloat(cell) : Float.NaN;
                if (!Float.isFinite(value)) {
                    throw wrong(row, columns[i], "'" + cut(cell) + "' is no number that a float can hold");
                }
                values[row][i] = value;
            }
        }
        return values;
    }

    /**
     * A column of integers.
     *
     * @param column its name
     * @return {@code [rows]}
     * @throws DataFileException if a cell is missing or no integer of 32 bits
     * @throws IllegalArgumentException if there is no such column
     */
    public int[] ints(String column) {
        int at = column(column);
        int[] values = new int[rows.size()];
        for (int row = 0; row < values.length; row++) {
            String cell = cell(row, at);
            try {
                values[row] = Integer.parseInt(cell);
            } catch (NumberFormatException e) {
                throw wrong(row, at, "'" + cut(cell) + "' is no integer of 32 bits");
            }
        }
        return values;
    }

    /**
     * A column as it is written.
     *
     * @param column its name
     * @return the text of each row
     * @throws DataFileException if a cell is missing
     * @throws IllegalArgumentException if there is no such column
     */
    public List<String> texts(String column) {
        int at = column(column);
        return IntStream.range(0, rows.size()).mapToObj(row -> cell(row, at)).toList();
    }

    /**
     * The different texts of a column.
     *
     * @param column its name
     * @return each text once, in the order of their characters
     * @throws DataFileException if a cell is missing
     * @throws IllegalArgumentException if there is no such column
     * @throws IllegalStateException if this is a part of a file, which does not know those of other parts
     */
    public List<String> categories(String column) {
        if (part) {
            throw new IllegalStateException("a part of a file does not know all categories of '" + column
                    + "': name them, classes(\"" + column + "\", List.of(…))");
        }
        return List.copyOf(new TreeSet<>(texts(column)));
    }

    /**
     * A column of categories as classes: the index of each text among {@link #categories}.
     *
     * @param column its name
     * @return {@code [rows]}
     * @throws DataFileException if a cell is missing
     * @throws IllegalArgumentException if there is no such column
     * @throws IllegalStateException if this is a part of a file, which does not know the categories of other parts
     */
    public int[] classes(String column) {
        return classes(column, categories(column));
    }

    /**
     * A column of categories as classes, where the order of the classes is given, such as that of the declaration.
     *
     * @param column its name
     * @param categories the names of the classes 0, 1, …
     * @return {@code [rows]}: the index of each text among them
     * @throws DataFileException if a cell is missing or none of them
     * @throws IllegalArgumentException if there is no such column
     */
    public int[] classes(String column, List<String> categories) {
        int at = column(column);
        int[] classes = new int[rows.size()];
        for (int row = 0; row < classes.length; row++) {
            String cell = cell(row, at);
            classes[row] = categories.indexOf(cell);
            if (classes[row] < 0) {
                throw wrong(row, at, "'" + cut(cell) + "' is none of " + categories);
            }
        }
        return classes;
    }

    private String cell(int row, int column) {
        String cell = rows.get(row)[column];
        if (missing.contains(cell)) {
            throw wrong(row, column, "is missing; leave out such rows by withoutMissing(), or fill() the cells");
        }
        return cell;
    }

    private DataFileException wrong(int row, int column, String what) {
        return new DataFileException(file, "line " + lines.get(row) + ", column '" + names.get(column) + "': " + what);
    }

    private int[] columns(String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("name at least one column of " + names);
        }
        return Arrays.stream(columns).mapToInt(this::column).toArray();
    }

    private int column(String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(file + " has no column '" + name + "'; it has " + names);
        }
        return at;
    }

    private static String cut(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
