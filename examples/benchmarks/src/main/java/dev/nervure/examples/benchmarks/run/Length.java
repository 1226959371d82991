package dev.nervure.examples.benchmarks.run;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How long is measured: to publish, or to have a look. */
enum Length {
    FULL(3, 7, 2, 300, 15, 40),
    SHORT(1, 4, 3, 300, 5, 20);

    /** How often all contenders of a row take their turn, each time in a JVM of its own. */
    final int rounds;

    private final int warmUps;
    private final int iterations;
    private final int millis;

    /** How often a JVM is started. */
    final int starts;

    /** How often javac runs. */
    final int compilations;

    Length(int rounds, int warmUps, int iterations, int millis, int starts, int compilations) {
        this.rounds = rounds;
        this.warmUps = warmUps;
        this.iterations = iterations;
        this.millis = millis;
        this.starts = starts;
        this.compilations = compilations;
    }

    ChainedOptionsBuilder apply(ChainedOptionsBuilder options) {
        return options.forks(1)
                .warmupIterations(warmUps)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis));
    }
}
