package dev.nervure.training;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Some lines of a CSV file, as FastCSV reads them.
 *
 * @param cells those of each line
 * @param numbers the number of each line, from 1
 */
record CsvLines(List<String[]> cells, List<Long> numbers) {
    /** A file that is read from its first line to its last. The only class that needs FastCSV. */
    static final class Reader implements AutoCloseable {
        private final Path file;
        private final CsvReader<CsvRecord> reader;
        private final Iterator<CsvRecord> lines;
        private long last; // the number of the line that was read last

        Reader(Path file, char separator) {
            this.file = file;
            try {
                this.reader = CsvReader.builder()
                        .fieldSeparator(separator)
                        .allowExtraFields(true) // told by the table, with the names of columns
                        .allowMissingFields(true)
                        .skipEmptyLines(true)
                        .detectBomHeader(true)
                        .ofCsvRecord(file);
                this.lines = reader.iterator();
            } catch (IOException | UncheckedIOException e) {
                throw unreadable(e);
            }
        }

        /** The next lines; fewer, or none, at the end of the file. */
        CsvLines next(int most) {
            List<String[]> cells = new ArrayList<>();
            List<Long> numbers = new ArrayList<>();
            try {
                while (cells.size() < most && lines.hasNext()) {
                    CsvRecord line = lines.next();
                    last = line.getStartingLineNumber();
                    cells.add(line.getFields().stream().map(String::strip).toArray(String[]::new));
                    numbers.add(last);
                }
            } catch (CsvParseException e) {
                throw new DataFileException(file, "line " + (last + 1) + " or after cannot be read: " + reason(e));
            } catch (UncheckedIOException e) {
                throw unreadable(e);
            }
            return new CsvLines(cells, numbers);
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private DataFileException unreadable(Exception e) {
            return new DataFileException(
                    file, e instanceof NoSuchFileException ? "there is no such file" : "cannot be read: " + reason(e));
        }
    }

    private static String reason(Exception e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }
}
