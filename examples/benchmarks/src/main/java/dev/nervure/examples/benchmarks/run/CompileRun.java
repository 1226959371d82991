package dev.nervure.examples.benchmarks.run;

import dev.nervure.examples.benchmarks.compile.Compilations;
import dev.nervure.examples.benchmarks.report.Contender;
import dev.nervure.examples.benchmarks.report.Figure;
import dev.nervure.examples.benchmarks.report.Rows;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/** Times javac with and without the processor, in a JVM of the JDK that is measured. */
final class CompileRun {
    private CompileRun() {}

    /** Figures in milliseconds. */
    static List<Figure> figures(Installation installation, Jdk jdk, Length length)
            throws IOException, InterruptedException {
        String processors = installation.processorPath();
        Process process = new ProcessBuilder(
                        jdk.java(),
                        "-cp",
                        installation.jar().toString(),
                        Compilations.class.getName(),
                        installation.work().toString(),
                        processors + File.pathSeparator + installation.runtimeJar(),
                        processors,
                        Integer.toString(length.compilations))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the compilations failed, see above");
        }
        double[][] millis = output.lines()
                .map(line -> line.split(" "))
                .map(pair -> new double[] {Double.parseDouble(pair[0]), Double.parseDouble(pair[1])})
                .toArray(double[][]::new);
        return List.of(
                figure(jdk, Contender.PROCESSOR, column(millis, 0)),
                figure(jdk, Contender.GENERATED, column(millis, 1)));
    }

    private static double[] column(double[][] rows, int column) {
        double[] values = new double[rows.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[i][column];
        }
        return values;
    }

    private static Figure figure(Jdk jdk, Contender contender, double[] millis) {
        return Figure.of(
                jdk.version(), Rows.JAVAC, contender, millis, 0, LocalDate.now().toString());
    }
}
