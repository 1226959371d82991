package dev.nervure.examples.benchmarks.report;

import dev.nervure.examples.benchmarks.engine.Product;
import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The tables of one JDK, each row with the bar that is set beside it. */
final class Tables {
    private final Cells cells;
    private final StringBuilder text = new StringBuilder();

    private Tables(Cells cells) {
        this.cells = cells;
    }

    static String of(Cells cells) {
        Tables tables = new Tables(cells);
        tables.write();
        return tables.text.toString();
    }

    private void write() {
        text.append("\n## JDK ").append(cells.jdk()).append('\n');
        inference(
                "One sample",
                "Microseconds a call: the input copied in, the forward pass, the output copied out.",
                List.of(Subject.values()),
                Rows::one);
        inference("A batch of 64", "The same for 64 samples, microseconds a sample.", Rows.LARGE, Rows::batch);
        training();
        threads();
        products();
        allocation();
        start();
        build();
    }

    private void inference(String title, String what, List<Subject> subjects, Function<Subject, String> row) {
        section(title, what);
        Table table = new Table(
                "network",
                "Vector API",
                "no flags",
                "ONNX Runtime",
                "ONNX Runtime, reusing",
                "PyTorch",
                "Vector API beside ONNX Runtime",
                "the same, reusing",
                "no flags beside ONNX Runtime");
        for (Subject subject : subjects) {
            String of = row.apply(subject);
            table.row(List.of(
                    subject.key(),
                    cells.value(of, Contender.VECTOR),
                    cells.value(of, Contender.PORTABLE),
                    cells.value(of, Contender.ONNX_RUNTIME),
                    cells.value(of, Contender.ONNX_RUNTIME_REUSING),
                    cells.value(of, Contender.PYTORCH),
                    cells.ratio(of, Contender.VECTOR, Contender.ONNX_RUNTIME),
                    cells.ratio(of, Contender.VECTOR, Contender.ONNX_RUNTIME_REUSING),
                    cells.ratio(of, Contender.PORTABLE, Contender.ONNX_RUNTIME)));
        }
        text.append(table);
    }

    private void training() {
        section(
                "Training",
                "A step of 64 samples with Adam, microseconds: the samples copied in, forward, backward, the weights changed; Nervure by its"
                        + "\n`Trainer`, metrics included.");
        Table table = new Table(
                "network", "Vector API", "no flags", "PyTorch", "Vector API beside PyTorch", "no flags beside PyTorch");
        for (Subject subject : Rows.LARGE) {
            String of = Rows.training(subject);
            table.row(List.of(
                    subject.key(),
                    cells.value(of, Contender.VECTOR),
                    cells.value(of, Contender.PORTABLE),
                    cells.value(of, Contender.PYTORCH),
                    cells.ratio(of, Contender.VECTOR, Contender.PYTORCH),
                    cells.ratio(of, Contender.PORTABLE, Contender.PYTORCH)));
        }
        text.append(table);
    }

    private void threads() {
        section(
                "Two threads",
                "The same with the Vector API and `Trainer.threads(2)`. Two virtual processors may share a core for a while: what two"
                        + "\nthreads of nothing but multiply-adds gain stands beside it.");
        Table table = new Table("network", "one thread", "two threads", "two beside one", "multiply-adds alone");
        String of = Rows.threads(Subject.CNN);
        table.row(List.of(
                Subject.CNN.key(),
                cells.value(of, Contender.ONE_THREAD),
                cells.value(of, Contender.TWO_THREADS),
                cells.ratio(of, Contender.TWO_THREADS, Contender.ONE_THREAD),
                cells.ratio(of, Contender.LIMIT_OF_TWO, Contender.LIMIT)));
        text.append(table);
    }

    private void products() {
        section(
                "Matrix products",
                "GFLOP/s of `[rows, in] · [in, out]`. The limit is a loop of fused multiply-adds in registers.");
        Table table = new Table(
                "rows x in x out",
                "limit",
                "Vector API",
                "no flags",
                "ONNX Runtime",
                "PyTorch",
                "Vector API beside the limit");
        for (Product.Size size : Rows.PRODUCTS) {
            String of = Rows.product(size);
            List<String> row = new ArrayList<>(List.of(size.toString().replace("x", " x ")));
            for (Contender contender : List.of(
                    Contender.LIMIT, Contender.VECTOR, Contender.PORTABLE, Contender.ONNX_RUNTIME, Contender.PYTORCH)) {
                row.add(cells.value(of, contender, micros -> Numbers.three(size.operations() / micros * 1e-3)));
            }
            row.add(cells.ratio(of, Contender.VECTOR, Contender.LIMIT, Numbers::percent));
            table.row(row);
        }
        text.append(table);
    }

    private void allocation() {
        section(
                "Allocation",
                "Bytes a call of one sample, by JMH's `gc` profiler. The bar is 0. JMH itself allocates some kilobytes in each iteration:"
                        + "\nthe few bytes a call where calls take long.");
        Table table = new Table(
                "network",
                "forward, Vector API",
                "forward, no flags",
                "forward and backward, Vector API",
                "forward and backward, no flags");
        for (Subject subject : Subject.values()) {
            table.row(List.of(
                    subject.key(),
                    cells.bytes(Rows.one(subject), Contender.VECTOR),
                    cells.bytes(Rows.one(subject), Contender.PORTABLE),
                    cells.bytes(Rows.backward(subject), Contender.VECTOR),
                    cells.bytes(Rows.backward(subject), Contender.PORTABLE)));
        }
        text.append(table);
    }

    private void start() {
        section(
                "Start",
                "Milliseconds from the start of a process to the first prediction of the mlp, without flags for kernels. [How](start.md) the"
                        + "\narchives are made.");
        Table table = new Table("process", "milliseconds", "beside ONNX Runtime");
        start(table, Contender.EMPTY, "a JVM that does nothing");
        start(table, Contender.ONNX_RUNTIME, "ONNX Runtime");
        start(table, Contender.PLAIN, "Nervure");
        start(table, Contender.CDS, "Nervure, class data shared");
        start(table, Contender.AOT, "Nervure, AOT cache");
        text.append(table);
    }

    private void start(Table table, Contender way, String what) {
        if (cells.figure(Rows.START, way).isPresent()) {
            table.row(List.of(
                    what,
                    cells.value(Rows.START, way),
                    way == Contender.ONNX_RUNTIME ? Cells.NONE : cells.ratio(Rows.START, way, Contender.ONNX_RUNTIME)));
        }
    }

    private void build() {
        section("Build", "");
        Table table = new Table("what", "figure", "bar");
        cells.figure(Rows.JAR, Contender.RUNTIME)
                .ifPresent(jar -> table.row(List.of(
                        "nervure-runtime.jar, bytes",
                        Numbers.whole(jar.value()),
                        atMost(jar.value(), Bar.JAR_BYTES))));
        cells.figure(Rows.JAR, Contender.TRAINING)
                .ifPresent(jar ->
                        table.row(List.of("nervure-training.jar, bytes", Numbers.whole(jar.value()), Cells.NONE)));
        cells.figure(Rows.JAVAC, Contender.PROCESSOR)
                .ifPresent(with -> cells.figure(Rows.JAVAC, Contender.GENERATED).ifPresent(without -> {
                    double added = with.value() - without.value();
                    table.row(List.of(
                            "javac with the processor, the five networks, warm, ms",
                            Numbers.three(with.value()),
                            Cells.NONE));
                    table.row(List.of(
                            "javac of the generated sources alone, ms", Numbers.three(without.value()), Cells.NONE));
                    table.row(List.of(
                            "what the processor adds, ms", Numbers.three(added), atMost(added, Bar.JAVAC_MILLIS)));
                }));
        text.append(table);
    }

    private void section(String title, String what) {
        text.append("\n### ").append(title).append("\n\n");
        if (!what.isEmpty()) {
            text.append(what).append("\n\n");
        }
    }

    private static String atMost(double value, double bar) {
        return Numbers.whole(bar) + (value > bar ? ", missed" : "");
    }
}
