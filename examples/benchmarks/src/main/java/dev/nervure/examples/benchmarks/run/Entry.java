package dev.nervure.examples.benchmarks.run;

import dev.nervure.examples.benchmarks.engine.Engine;
import dev.nervure.examples.benchmarks.jmh.LimitBenchmark;
import dev.nervure.examples.benchmarks.jmh.TwoThreadsLimitBenchmark;
import dev.nervure.examples.benchmarks.report.Contender;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one contender does in a comparison: a JMH benchmark in a JVM of its own.
 *
 * @param contender its name in tables
 * @param benchmark the JMH class
 * @param parameters of that class
 * @param jvmArgs what the JVM is started with
 * @param scale what the microseconds of one call are multiplied by
 */
record Entry(
        Contender contender, Class<?> benchmark, Map<String, String> parameters, List<String> jvmArgs, double scale) {
    private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");
    private static final List<String> ONE_THREAD = List.of(
            "-Dai.djl.pytorch.num_threads=1", "-Dai.djl.pytorch.num_interop_threads=1", "-DOPT_OUT_TRACKING=true");

    /** Nervure with the Vector API. */
    static Entry vector(Class<?> benchmark, Map<String, String> parameters) {
        return new Entry(Contender.VECTOR, benchmark, parameters, VECTORS, 1);
    }

    /** Nervure without a flag. */
    static Entry portable(Class<?> benchmark, Map<String, String> parameters) {
        return new Entry(Contender.PORTABLE, benchmark, parameters, List.of(), 1);
    }

    static Entry onnxRuntime(Class<?> benchmark, Map<String, String> parameters) {
        return new Entry(Contender.ONNX_RUNTIME, benchmark, parameters, List.of(), 1).on(Engine.ONNX_RUNTIME);
    }

    static Entry onnxRuntimeReusing(Class<?> benchmark, Map<String, String> parameters) {
        return new Entry(Contender.ONNX_RUNTIME_REUSING, benchmark, parameters, List.of(), 1)
                .on(Engine.ONNX_RUNTIME_REUSING);
    }

    static Entry pyTorch(Class<?> benchmark, Map<String, String> parameters) {
        return new Entry(Contender.PYTORCH, benchmark, parameters, ONE_THREAD, 1).on(Engine.PYTORCH);
    }

    /** As many fused multiply-adds as the processor can do in the time of so many operations. */
    static Entry limit(double operations) {
        return new Entry(
                Contender.LIMIT, LimitBenchmark.class, Map.of(), VECTORS, operations / LimitBenchmark.OPERATIONS);
    }

    /** The same by two threads. */
    static Entry limitOfTwo(double operations) {
        return new Entry(
                Contender.LIMIT_OF_TWO,
                TwoThreadsLimitBenchmark.class,
                Map.of(),
                VECTORS,
                operations / LimitBenchmark.OPERATIONS / 2);
    }

    Entry named(Contender contender) {
        return new Entry(contender, benchmark, parameters, jvmArgs, scale);
    }

    Entry scaled(double scale) {
        return new Entry(contender, benchmark, parameters, jvmArgs, scale);
    }

    private Entry on(Engine engine) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("engine", engine.name());
        return new Entry(contender, benchmark, Map.copyOf(all), jvmArgs, scale);
    }
}
