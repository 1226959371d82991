package dev.nervure.examples.benchmarks;

import dev.nervure.examples.benchmarks.report.Machine;
import dev.nervure.examples.benchmarks.report.Report;
import dev.nervure.examples.benchmarks.report.Results;
import dev.nervure.examples.benchmarks.run.Arguments;
import dev.nervure.examples.benchmarks.run.Measurements;
import dev.nervure.examples.benchmarks.run.PythonRun;

/** Measures, and writes what it found as a page and a plot. */
public final class Main {
    private Main() {}

    /** @param args as {@link Arguments#USAGE} tells */
    public static void main(String[] args) throws Exception {
        Arguments arguments;
        try {
            arguments = Arguments.of(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Results results = new Measurements(arguments).run();
        Report.write(results, Machine.here(new PythonRun(arguments.python()).version()), arguments.output());
    }
}
