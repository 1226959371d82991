package dev.nervure.examples.benchmarks.run;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How long is measured: to publish, or to have a look. */
enum Length {
    FULL(2, 8, 3, 300, 15, 40),
    SHORT(1, 4, 3, 300, 5, 20);

    private final int forks;
    private final int warmUps;
    private final int iterations;
    private final int millis;

    /** How often a JVM is started. */
    final int starts;

    /** How often javac runs. */
    final int compilations;

    Length(int forks, int warmUps, int iterations, int millis, int starts, int compilations) {
        this.forks = forks;
        this.warmUps = warmUps;
        this.iterations = iterations;
        this.millis = millis;
        this.starts = starts;
        this.compilations = compilations;
    }

    ChainedOptionsBuilder apply(ChainedOptionsBuilder options) {
        return options.forks(forks)
                .warmupIterations(warmUps)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis));
    }
}
