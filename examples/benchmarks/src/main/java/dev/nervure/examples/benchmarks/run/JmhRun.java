package dev.nervure.examples.benchmarks.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What JMH measured of one entry in one JVM.
 *
 * @param micros of a call, one for each iteration
 * @param bytes what a call allocated
 */
record JmhRun(List<Double> micros, double bytes) {
    private static final String ALLOCATED = "gc.alloc.rate.norm"; // bytes a call

    static JmhRun of(Entry entry, Jdk jdk, Length length, Path work) throws RunnerException {
        RunResult result = new Runner(options(entry, jdk, length, work).build()).runSingle();
        List<Double> micros = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore() * entry.scale())
                .toList();
        return new JmhRun(micros, result.getSecondaryResults().get(ALLOCATED).getScore());
    }

    private static ChainedOptionsBuilder options(Entry entry, Jdk jdk, Length length, Path work) {
        List<String> jvmArgs = new ArrayList<>(entry.jvmArgs());
        jvmArgs.add("-DENGINE_CACHE_DIR=" + work); // where DJL unpacks native code
        ChainedOptionsBuilder options = length.apply(new OptionsBuilder()
                .include(Pattern.quote(entry.benchmark().getName()) + "\\.")
                .jvm(jdk.java())
                .jvmArgs(jvmArgs.toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT));
        entry.parameters().forEach(options::param);
        return options;
    }
}
