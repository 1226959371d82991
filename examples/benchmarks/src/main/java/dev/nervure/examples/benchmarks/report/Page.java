package dev.nervure.examples.benchmarks.report;

import dev.nervure.examples.benchmarks.engine.Product;
import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** The page of all figures: the same tables for each JDK, each row with the bar that is set beside it. */
final class Page {
    private static final String NONE = "–";

    private final Results results;
    private final StringBuilder text = new StringBuilder();

    private Page(Results results) {
        this.results = results;
    }

    static String of(Results results, Machine machine) {
        Page page = new Page(results);
        page.introduce(machine);
        results.jdks().forEach(page::tables);
        page.compareJdks();
        return page.text.toString();
    }

    private void introduce(Machine machine) {
        text.append("""
                # Benchmarks

                Written by `examples/benchmarks`; its README says how to measure again. On %s, %s.

                ![How many times as fast as its peer](benchmarks.svg)

                The contenders of a row ran one right after the other, each in JVMs of its own, on one thread unless the row says
                otherwise; a figure is the median of all iterations. The outputs of each were compared with PyTorch's before anything
                was timed. *Vector API* is Nervure with `--add-modules jdk.incubator.vector`, *no flags* is Nervure without; ONNX
                Runtime 1.22.0 runs from Java as its documentation writes it, with a tensor made for each call, and *reusing* tensors
                outside the heap, its fastest form; PyTorch 2.7.1 runs from Java by DJL 0.34.0. A bar says how many times as fast as its peer
                a contender should be; where it is not, the cell says *missed*.
                """.formatted(machine, results.date().orElse("a day without figures")));
    }

    private void tables(String jdk) {
        text.append("\n## JDK ").append(jdk).append('\n');
        inference(
                jdk,
                "One sample",
                "Microseconds a call: the input copied in, the forward pass, the output copied out.",
                List.of(Subject.values()),
                Rows::one);
        inference(jdk, "A batch of 64", "The same for 64 samples, microseconds a sample.", Rows.LARGE, Rows::batch);
        training(jdk);
        threads(jdk);
        products(jdk);
        allocation(jdk);
        start(jdk);
        build(jdk);
    }

    private void inference(
            String jdk, String title, String what, List<Subject> subjects, Function<Subject, String> row) {
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
                    value(jdk, of, Contender.VECTOR),
                    value(jdk, of, Contender.PORTABLE),
                    value(jdk, of, Contender.ONNX_RUNTIME),
                    value(jdk, of, Contender.ONNX_RUNTIME_REUSING),
                    value(jdk, of, Contender.PYTORCH),
                    ratio(jdk, of, Contender.VECTOR, Contender.ONNX_RUNTIME),
                    ratio(jdk, of, Contender.VECTOR, Contender.ONNX_RUNTIME_REUSING),
                    ratio(jdk, of, Contender.PORTABLE, Contender.ONNX_RUNTIME)));
        }
        text.append(table);
    }

    private void training(String jdk) {
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
                    value(jdk, of, Contender.VECTOR),
                    value(jdk, of, Contender.PORTABLE),
                    value(jdk, of, Contender.PYTORCH),
                    ratio(jdk, of, Contender.VECTOR, Contender.PYTORCH),
                    ratio(jdk, of, Contender.PORTABLE, Contender.PYTORCH)));
        }
        text.append(table);
    }

    private void threads(String jdk) {
        section("Two threads", "The same with the Vector API and `Trainer.threads(2)`.");
        Table table = new Table("network", "one thread", "two threads", "two beside one");
        String of = Rows.threads(Subject.CNN);
        table.row(List.of(
                Subject.CNN.key(),
                value(jdk, of, Contender.ONE_THREAD),
                value(jdk, of, Contender.TWO_THREADS),
                ratio(jdk, of, Contender.TWO_THREADS, Contender.ONE_THREAD)));
        text.append(table);
    }

    private void products(String jdk) {
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
            List<String> cells = new ArrayList<>(List.of(size.toString().replace("x", " x ")));
            for (Contender contender : List.of(
                    Contender.LIMIT, Contender.VECTOR, Contender.PORTABLE, Contender.ONNX_RUNTIME, Contender.PYTORCH)) {
                cells.add(cell(jdk, of, contender, micros -> Numbers.three(size.operations() / micros * 1e-3)));
            }
            cells.add(ratio(jdk, of, Contender.VECTOR, Contender.LIMIT, Numbers::percent));
            table.row(cells);
        }
        text.append(table);
    }

    private void allocation(String jdk) {
        section("Allocation", "Bytes a call of one sample, by JMH's `gc` profiler. The bar is 0.");
        Table table = new Table(
                "network",
                "forward, Vector API",
                "forward, no flags",
                "forward and backward, Vector API",
                "forward and backward, no flags");
        for (Subject subject : Subject.values()) {
            table.row(List.of(
                    subject.key(),
                    bytes(jdk, Rows.one(subject), Contender.VECTOR),
                    bytes(jdk, Rows.one(subject), Contender.PORTABLE),
                    bytes(jdk, Rows.backward(subject), Contender.VECTOR),
                    bytes(jdk, Rows.backward(subject), Contender.PORTABLE)));
        }
        text.append(table);
    }

    private void start(String jdk) {
        section(
                "Start",
                "Milliseconds from the start of a process to the first prediction of the mlp, without flags for kernels. [How](start.md) the"
                        + "\narchives are made.");
        Table table = new Table("process", "milliseconds", "beside ONNX Runtime");
        start(table, jdk, Contender.EMPTY, "a JVM that does nothing");
        start(table, jdk, Contender.ONNX_RUNTIME, "ONNX Runtime");
        start(table, jdk, Contender.PLAIN, "Nervure");
        start(table, jdk, Contender.CDS, "Nervure, class data shared");
        start(table, jdk, Contender.AOT, "Nervure, AOT cache");
        text.append(table);
    }

    private void start(Table table, String jdk, Contender way, String what) {
        if (results.find(jdk, Rows.START, way).isPresent()) {
            table.row(List.of(
                    what,
                    value(jdk, Rows.START, way),
                    way == Contender.ONNX_RUNTIME ? NONE : ratio(jdk, Rows.START, way, Contender.ONNX_RUNTIME)));
        }
    }

    private void build(String jdk) {
        section("Build", "");
        Table table = new Table("what", "figure", "bar");
        results.find(jdk, Rows.JAR, Contender.RUNTIME)
                .ifPresent(jar -> table.row(List.of(
                        "jar of the runtime, bytes",
                        "%,.0f".formatted(jar.value()),
                        atMost(jar.value(), Bar.JAR_BYTES))));
        results.find(jdk, Rows.JAVAC, Contender.PROCESSOR).ifPresent(with -> results.find(
                        jdk, Rows.JAVAC, Contender.GENERATED)
                .ifPresent(without -> {
                    double added = with.value() - without.value();
                    table.row(List.of(
                            "javac with the processor, the five networks, warm, ms",
                            Numbers.three(with.value()),
                            NONE));
                    table.row(
                            List.of("javac of the generated sources alone, ms", Numbers.three(without.value()), NONE));
                    table.row(List.of(
                            "what the processor adds, ms", Numbers.three(added), atMost(added, Bar.JAVAC_MILLIS)));
                }));
        text.append(table);
    }

    /** How the oldest JDK does beside the newest, where vectors run. */
    private void compareJdks() {
        List<String> jdks = results.jdks();
        if (jdks.size() < 2) {
            return;
        }
        String newest = jdks.get(0);
        String oldest = jdks.get(jdks.size() - 1);
        text.append("\n## JDK %s beside JDK %s\n\nThe speed of the older one with the Vector API; the bar is 80 %%.\n\n"
                .formatted(oldest, newest));
        Table table = new Table("network", "one sample", "a batch of 64", "a training step");
        for (Subject subject : Subject.values()) {
            List<String> cells = new ArrayList<>(List.of(subject.key()));
            for (String row : List.of(Rows.one(subject), Rows.batch(subject), Rows.training(subject))) {
                cells.add(results.find(newest, row, Contender.VECTOR)
                        .flatMap(fast ->
                                results.find(oldest, row, Contender.VECTOR).map(old -> fast.value() / old.value()))
                        .map(share -> Numbers.percent(share) + (share < 0.8 ? ", missed" : ""))
                        .orElse(NONE));
            }
            table.row(cells);
        }
        text.append(table);
    }

    private void section(String title, String what) {
        text.append("\n### ").append(title).append("\n\n");
        if (!what.isEmpty()) {
            text.append(what).append("\n\n");
        }
    }

    private String value(String jdk, String row, Contender contender) {
        return cell(jdk, row, contender, Numbers::three);
    }

    private String bytes(String jdk, String row, Contender contender) {
        return results.find(jdk, row, contender)
                .map(figure -> Numbers.bytes(figure.bytes()))
                .orElse(NONE);
    }

    private String cell(String jdk, String row, Contender contender, DoubleFunction<String> format) {
        return results.find(jdk, row, contender)
                .map(figure -> format.apply(figure.value()))
                .orElse(NONE);
    }

    private String ratio(String jdk, String row, Contender contender, Contender other) {
        return ratio(jdk, row, contender, other, Numbers::times);
    }

    private String ratio(String jdk, String row, Contender contender, Contender other, DoubleFunction<String> format) {
        Optional<Bar> bar = Bar.of(row, contender, other);
        return results.ratio(jdk, row, contender, other)
                .map(ratio -> format.apply(ratio)
                        + bar.map(of -> " (bar " + format.apply(of.atLeast())
                                        + (ratio < of.atLeast() ? ", missed)" : ")"))
                                .orElse(""))
                .orElse(NONE);
    }

    private static String atMost(double value, double bar) {
        return "%,.0f".formatted(bar) + (value > bar ? ", missed" : "");
    }
}
