package dev.nervure.examples.benchmarks.run;

import dev.nervure.examples.benchmarks.networks.Subject;
import dev.nervure.examples.benchmarks.report.Contender;
import dev.nervure.examples.benchmarks.report.Figure;
import dev.nervure.examples.benchmarks.report.Results;
import dev.nervure.examples.benchmarks.report.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/** Measures what is asked for, row by row. */
public final class Measurements {
    private final Installation installation = new Installation();
    private final Results results = Results.of(installation.work().resolve("results.tsv"));
    private final Arguments arguments;

    public Measurements(Arguments arguments) {
        this.arguments = arguments;
    }

    /** Everything that was ever measured here. */
    public Results run() throws RunnerException, IOException, InterruptedException {
        for (Comparison comparison : Comparison.all()) {
            if (arguments.asks(comparison.row())) {
                boolean complete = arguments.length() == Length.FULL;
                Turns.figures(
                                complete ? comparison : comparison.shortened(),
                                arguments.jdks(),
                                arguments.length(),
                                installation.work())
                        .forEach(this::add);
            }
        }
        for (Jdk jdk : arguments.jdks()) {
            for (Subject subject : Rows.STARTED) {
                if (arguments.asks(Rows.start(subject))) {
                    new StartRun(installation, jdk, subject)
                            .figures(arguments.length())
                            .forEach(this::add);
                }
            }
            for (Subject subject : Rows.TRAINED) {
                if (arguments.asks(Rows.training(subject))) {
                    new PythonRun(arguments.python())
                            .figure(installation, jdk, subject, arguments.length())
                            .ifPresent(this::add);
                }
            }
            if (arguments.asks(Rows.JAVAC)) {
                CompileRun.figures(installation, jdk, arguments.length()).forEach(this::add);
            }
            if (arguments.asks(Rows.JAR)) {
                addSize(jdk, Contender.RUNTIME, installation.runtimeJar());
                addSize(jdk, Contender.TRAINING, installation.trainingJar());
            }
        }
        return results;
    }

    private void addSize(Jdk jdk, Contender contender, Path jar) throws IOException {
        double[] bytes = {Files.size(jar)};
        add(Figure.of(
                jdk.version(), Rows.JAR, contender, bytes, 0, LocalDate.now().toString()));
    }

    private void add(Figure figure) {
        results.add(figure);
        System.out.printf(
                Locale.ROOT,
                "JDK %s  %-22s %-20s %,14.3f  (%,.3f … %,.3f)%n",
                figure.jdk(),
                figure.row(),
                figure.contender(),
                figure.value(),
                figure.low(),
                figure.high());
    }
}
