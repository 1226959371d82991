package dev.nervure.examples.benchmarks.jmh;

import org.openjdk.jmh.annotations.Threads;

/** The same by two threads at a time, a call each: virtual processors need not have a core each. */
@Threads(2)
public class TwoThreadsLimitBenchmark extends LimitBenchmark {}
