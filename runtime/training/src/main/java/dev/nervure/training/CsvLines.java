package dev.nervure.training;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a CSV file, as FastCSV reads them. The only class that needs FastCSV. */
record CsvLines(List<String[]> cells, List<Long> numbers) {
    static CsvLines read(Path file, char separator) {
        List<String[]> cells = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true) // told by the table, with the names of columns
                .allowMissingFields(true)
                .skipEmptyLines(true)
                .detectBomHeader(true)
                .ofCsvRecord(file)) {
            for (CsvRecord line : reader) {
                cells.add(line.getFields().stream().map(String::strip).toArray(String[]::new));
                numbers.add(line.getStartingLineNumber());
            }
        } catch (CsvParseException e) {
            throw new DataFileException(
                    file,
                    "line " + (numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1)
                            + " or after cannot be read: " + reason(e));
        } catch (NoSuchFileException e) {
            throw new DataFileException(file, "there is no such file");
        } catch (IOException | UncheckedIOException e) {
            throw new DataFileException(file, "cannot be read: " + reason(e));
        }
        return new CsvLines(cells, numbers);
    }

    private static String reason(Exception e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }
}
