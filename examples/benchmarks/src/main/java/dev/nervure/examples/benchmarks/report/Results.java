package dev.nervure.examples.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All figures so far, in a file, so that a run may be cut into pieces; a later figure replaces an earlier one. */
public final class Results {
    private record Key(String jdk, String row, Contender contender) {}

    private final Map<Key, Figure> figures = new LinkedHashMap<>();
    private final Path file;

    private Results(Path file) {
        this.file = file;
    }

    /** The figures of a file, none if it is not there. */
    public static Results of(Path file) {
        Results results = new Results(file);
        if (Files.exists(file)) {
            try {
                Files.readAllLines(file).forEach(line -> results.put(Figure.ofLine(line)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return results;
    }

    /** Adds a figure, also to the file. */
    public void add(Figure figure) {
        put(figure);
        try {
            Files.writeString(file, figure.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(Figure figure) {
        figures.put(new Key(figure.jdk(), figure.row(), figure.contender()), figure);
    }

    /** What a contender needed. */
    Optional<Figure> find(String jdk, String row, Contender contender) {
        return Optional.ofNullable(figures.get(new Key(jdk, row, contender)));
    }

    /** How many times as fast as the fastest of the others a contender is. */
    Optional<Double> ratio(String jdk, String row, Contender contender, List<Contender> others) {
        return find(jdk, row, contender)
                .flatMap(own -> others.stream()
                        .flatMap(other -> find(jdk, row, other).stream())
                        .map(peer -> peer.value() / own.value())
                        .min(Comparator.naturalOrder()));
    }

    /** The JDKs, the newest first. */
    List<String> jdks() {
        return figures.values().stream()
                .map(Figure::jdk)
                .distinct()
                .sorted(Comparator.comparing(Runtime.Version::parse).reversed())
                .toList();
    }

    /** The day of the latest figure. */
    Optional<String> date() {
        return figures.values().stream().map(Figure::date).max(Comparator.naturalOrder());
    }
}
