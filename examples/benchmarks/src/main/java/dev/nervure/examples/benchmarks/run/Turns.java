package dev.nervure.examples.benchmarks.run;

import dev.nervure.examples.benchmarks.report.Figure;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The contenders of a comparison, on all JDKs, in turns: whoever shares the machine for a minute slows all of them down, and
 * not one.
 */
final class Turns {
    private record Contestant(Entry entry, Jdk jdk) {}

    private Turns() {}

    /** A figure for each entry on each JDK. */
    static List<Figure> figures(Comparison comparison, List<Jdk> jdks, Length length, Path work)
            throws RunnerException {
        Map<Contestant, List<JmhRun>> runs = new LinkedHashMap<>();
        for (int round = 0; round < length.rounds; round++) {
            for (Entry entry : comparison.entries()) {
                for (Jdk jdk : jdks) {
                    runs.merge(
                            new Contestant(entry, jdk),
                            List.of(JmhRun.of(entry, jdk, length, work)),
                            (before, last) -> Stream.concat(before.stream(), last.stream())
                                    .toList());
                }
            }
        }
        String date = LocalDate.now().toString();
        return runs.entrySet().stream()
                .map(all -> figure(comparison.row(), all.getKey(), all.getValue(), date))
                .toList();
    }

    private static Figure figure(String row, Contestant who, List<JmhRun> runs, String date) {
        double[] micros = runs.stream()
                .flatMap(run -> run.micros().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        double bytes = runs.stream().mapToDouble(JmhRun::bytes).average().orElseThrow();
        return Figure.of(who.jdk.version(), row, who.entry.contender(), micros, bytes, date);
    }
}
