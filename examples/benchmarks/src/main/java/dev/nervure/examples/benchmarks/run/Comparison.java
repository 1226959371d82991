package dev.nervure.examples.benchmarks.run;

import dev.nervure.examples.benchmarks.engine.Engine;
import dev.nervure.examples.benchmarks.engine.Product;
import dev.nervure.examples.benchmarks.jmh.BackwardBenchmark;
import dev.nervure.examples.benchmarks.jmh.InferenceBenchmark;
import dev.nervure.examples.benchmarks.jmh.LimitBenchmark;
import dev.nervure.examples.benchmarks.jmh.ProductBenchmark;
import dev.nervure.examples.benchmarks.jmh.TrainingBenchmark;
import dev.nervure.examples.benchmarks.networks.Subject;
import dev.nervure.examples.benchmarks.report.Contender;
import dev.nervure.examples.benchmarks.report.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A row of a table: contenders that are measured in turns, because the machine's speed changes.
 *
 * @param row its name, see {@link Rows}
 */
record Comparison(String row, List<Entry> entries) {
    /** All that JMH measures. */
    static List<Comparison> all() {
        List<Comparison> all = new ArrayList<>();
        for (Subject subject : Subject.values()) {
            all.add(inference(Rows.one(subject), subject, 1));
        }
        for (Subject subject : Rows.BATCHED) {
            all.add(inference(Rows.batch(subject), subject, Rows.BATCH));
        }
        for (Subject subject : Rows.TRAINED) {
            all.add(training(subject));
        }
        all.add(threads(Subject.CNN));
        all.add(oneOnThreads(Subject.MINILM128));
        for (Product.Size size : Rows.PRODUCTS) {
            all.add(product(size));
        }
        for (Subject subject : Rows.TRAINED) {
            all.add(backward(subject));
        }
        return all;
    }

    /** The same without PyTorch where ONNX Runtime takes part too. */
    Comparison shortened() {
        boolean another = entries.stream().anyMatch(entry -> entry.contender() == Contender.ONNX_RUNTIME);
        return new Comparison(
                row,
                entries.stream()
                        .filter(entry -> !another || entry.contender() != Contender.PYTORCH)
                        .toList());
    }

    private static Comparison inference(String row, Subject subject, int samples) {
        Class<?> benchmark = InferenceBenchmark.class;
        Map<String, String> parameters = Map.of("network", subject.key(), "samples", Integer.toString(samples));
        return new Comparison(
                row,
                Stream.of(
                                Entry.vector(benchmark, parameters),
                                Entry.portable(benchmark, parameters),
                                Entry.onnxRuntime(benchmark, parameters),
                                Entry.onnxRuntimeReusing(benchmark, parameters),
                                Entry.pyTorch(benchmark, parameters))
                        .filter(entry -> entry.contender() != Contender.PYTORCH || Engine.PYTORCH.infers(subject))
                        .map(entry -> entry.scaled(1.0 / samples))
                        .toList());
    }

    private static Comparison training(Subject subject) {
        Class<?> benchmark = TrainingBenchmark.class;
        Map<String, String> parameters = Map.of("network", subject.key());
        return new Comparison(
                Rows.training(subject),
                List.of(
                        Entry.vector(benchmark, parameters),
                        Entry.portable(benchmark, parameters),
                        Entry.pyTorch(benchmark, parameters)));
    }

    private static Comparison threads(Subject subject) {
        Class<?> benchmark = TrainingBenchmark.class;
        Map<String, String> one = Map.of("network", subject.key());
        Map<String, String> two = Map.of("network", subject.key(), "threads", "2");
        return new Comparison(
                Rows.threads(subject),
                List.of(
                        Entry.vector(benchmark, one).named(Contender.ONE_THREAD),
                        Entry.vector(benchmark, two).named(Contender.TWO_THREADS),
                        Entry.limit(LimitBenchmark.OPERATIONS),
                        Entry.limitOfTwo(LimitBenchmark.OPERATIONS)));
    }

    private static Comparison oneOnThreads(Subject subject) {
        Class<?> benchmark = InferenceBenchmark.class;
        Map<String, String> one = Map.of("network", subject.key());
        Map<String, String> two = Map.of("network", subject.key(), "threads", "2");
        return new Comparison(
                Rows.oneOnThreads(subject),
                List.of(
                        Entry.vector(benchmark, one).named(Contender.ONE_THREAD),
                        Entry.vector(benchmark, two).named(Contender.TWO_THREADS),
                        Entry.onnxRuntimeReusing(benchmark, one),
                        Entry.onnxRuntimeReusing(benchmark, two).named(Contender.ONNX_RUNTIME_TWO)));
    }

    private static Comparison product(Product.Size size) {
        Class<?> benchmark = ProductBenchmark.class;
        Map<String, String> parameters = Map.of("size", size.toString());
        return new Comparison(
                Rows.product(size),
                List.of(
                        Entry.limit(size.operations()),
                        Entry.vector(benchmark, parameters),
                        Entry.portable(benchmark, parameters),
                        Entry.onnxRuntime(benchmark, parameters),
                        Entry.pyTorch(benchmark, parameters)));
    }

    private static Comparison backward(Subject subject) {
        Class<?> benchmark = BackwardBenchmark.class;
        Map<String, String> parameters = Map.of("network", subject.key());
        return new Comparison(
                Rows.backward(subject),
                List.of(Entry.vector(benchmark, parameters), Entry.portable(benchmark, parameters)));
    }
}
