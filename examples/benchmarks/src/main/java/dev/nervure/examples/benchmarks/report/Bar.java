package dev.nervure.examples.benchmarks.report;

import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.List;
import java.util.Optional;

/**
 * What the project asks of itself: a contender is at least so many times as fast as another in a row.
 *
 * @param row as {@link Rows} names it
 * @param contender who has to be fast
 * @param other beside whom
 * @param atLeast how many times as fast
 */
record Bar(String row, Contender contender, Contender other, double atLeast) {
    /** The longest that the processor may add to javac for the five networks, warm, in milliseconds. */
    static final double JAVAC_MILLIS = 1500;

    /** The largest that the jar of the runtime may be, in bytes. */
    static final double JAR_BYTES = 200_000;

    /** The share of the limit of fused multiply-adds that a product of cubes reaches. */
    private static final double OF_LIMIT = 0.75;

    private static final List<Bar> ALL = List.of(
            new Bar(Rows.one(Subject.TINY), Contender.VECTOR, Contender.ONNX_RUNTIME, 40),
            new Bar(Rows.one(Subject.MLP), Contender.VECTOR, Contender.ONNX_RUNTIME, 2),
            new Bar(Rows.one(Subject.DEEP), Contender.VECTOR, Contender.ONNX_RUNTIME, 2),
            new Bar(Rows.one(Subject.CNN), Contender.VECTOR, Contender.ONNX_RUNTIME, 1.3),
            new Bar(Rows.one(Subject.GRU), Contender.VECTOR, Contender.ONNX_RUNTIME, 3),
            new Bar(Rows.one(Subject.TINY), Contender.PORTABLE, Contender.ONNX_RUNTIME, 40),
            new Bar(Rows.one(Subject.MLP), Contender.PORTABLE, Contender.ONNX_RUNTIME, 0.9),
            new Bar(Rows.one(Subject.DEEP), Contender.PORTABLE, Contender.ONNX_RUNTIME, 0.9),
            new Bar(Rows.one(Subject.CNN), Contender.PORTABLE, Contender.ONNX_RUNTIME, 0.5),
            new Bar(Rows.one(Subject.GRU), Contender.PORTABLE, Contender.ONNX_RUNTIME, 0.9),
            new Bar(Rows.batch(Subject.MLP), Contender.VECTOR, Contender.ONNX_RUNTIME, 1),
            new Bar(Rows.batch(Subject.CNN), Contender.VECTOR, Contender.ONNX_RUNTIME, 1),
            new Bar(Rows.training(Subject.MLP), Contender.VECTOR, Contender.PYTORCH, 6),
            new Bar(Rows.training(Subject.DEEP), Contender.VECTOR, Contender.PYTORCH, 4),
            new Bar(Rows.training(Subject.CNN), Contender.VECTOR, Contender.PYTORCH, 4),
            new Bar(Rows.training(Subject.GRU), Contender.VECTOR, Contender.PYTORCH, 5),
            new Bar(Rows.threads(Subject.CNN), Contender.TWO_THREADS, Contender.ONE_THREAD, 1.7),
            new Bar(Rows.product(Rows.PRODUCTS.get(0)), Contender.VECTOR, Contender.LIMIT, OF_LIMIT),
            new Bar(Rows.product(Rows.PRODUCTS.get(1)), Contender.VECTOR, Contender.LIMIT, OF_LIMIT),
            new Bar(Rows.product(Rows.PRODUCTS.get(2)), Contender.VECTOR, Contender.LIMIT, OF_LIMIT),
            new Bar(Rows.product(Rows.PRODUCTS.get(3)), Contender.VECTOR, Contender.LIMIT, OF_LIMIT),
            new Bar(Rows.START, Contender.CDS, Contender.ONNX_RUNTIME, 3),
            new Bar(Rows.START, Contender.AOT, Contender.ONNX_RUNTIME, 3));

    /** What is asked of a contender in a row, if anything is; the same beside each form of ONNX Runtime. */
    static Optional<Bar> of(String row, Contender contender, Contender other) {
        Contender peer = other == Contender.ONNX_RUNTIME_REUSING ? Contender.ONNX_RUNTIME : other;
        return ALL.stream()
                .filter(bar -> bar.row.equals(row) && bar.contender == contender && bar.other == peer)
                .findFirst();
    }
}
