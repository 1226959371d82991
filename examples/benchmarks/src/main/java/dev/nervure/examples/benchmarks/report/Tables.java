package dev.nervure.examples.benchmarks.report;

import dev.nervure.examples.benchmarks.engine.Product;
import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.ArrayList;
import java.util.List;

/** The tables of one JDK. */
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
                Work.ONE, "Microseconds a call: the input copied in, the forward pass, the output copied out.");
        inference(Work.BATCH, "The same for " + Rows.BATCH + " samples, microseconds a sample.");
        training();
        threads();
        oneOnThreads();
        products();
        allocation();
        for (Subject subject : Rows.STARTED) {
            start(subject);
        }
        build();
    }

    private void inference(Work work, String what) {
        section(work.title(), what);
        Table table = new Table(
                "network",
                "Vector API",
                "no flags",
                "ONNX Runtime, reusing",
                "ONNX Runtime, as documented",
                "PyTorch",
                "Vector API beside ONNX Runtime",
                "no flags beside ONNX Runtime");
        for (Subject subject : work.subjects()) {
            String of = work.row(subject);
            table.row(List.of(
                    subject.key(),
                    cells.value(of, Contender.VECTOR),
                    cells.value(of, Contender.PORTABLE),
                    cells.value(of, Contender.ONNX_RUNTIME_REUSING),
                    cells.value(of, Contender.ONNX_RUNTIME),
                    cells.value(of, Contender.PYTORCH),
                    cells.ratio(work, subject, Contender.VECTOR),
                    cells.ratio(work, subject, Contender.PORTABLE)));
        }
        text.append(table);
    }

    private void training() {
        section(
                Work.TRAINING.title(),
                "A step of " + Rows.BATCH
                        + " samples with Adam, microseconds: the samples copied in, forward, backward, the weights changed; Nervure by its"
                        + "\n`Trainer`, metrics included.");
        Table table = new Table(
                "network",
                "Vector API",
                "no flags",
                "PyTorch from Java",
                "PyTorch from Python",
                "Vector API beside PyTorch",
                "no flags beside PyTorch");
        for (Subject subject : Work.TRAINING.subjects()) {
            String of = Rows.training(subject);
            table.row(List.of(
                    subject.key(),
                    cells.value(of, Contender.VECTOR),
                    cells.value(of, Contender.PORTABLE),
                    cells.value(of, Contender.PYTORCH),
                    cells.value(of, Contender.PYTORCH_PYTHON),
                    cells.ratio(Work.TRAINING, subject, Contender.VECTOR),
                    cells.ratio(Work.TRAINING, subject, Contender.PORTABLE)));
        }
        text.append(table);
    }

    private void threads() {
        section(
                "Training on two threads",
                "A training step with the Vector API and `Trainer.threads(2)`. Two virtual processors may share a core for a while: what two"
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

    private void oneOnThreads() {
        section(
                "One sample on two threads",
                "Microseconds with the Vector API and `Model.parallel`; ONNX Runtime with two threads within an operator.");
        Table table = new Table(
                "network",
                "one thread",
                "two threads",
                "two beside one",
                "ONNX Runtime, one",
                "ONNX Runtime, two",
                "two beside ONNX Runtime's two");
        String of = Rows.oneOnThreads(Subject.MINILM128);
        table.row(List.of(
                Subject.MINILM128.key(),
                cells.value(of, Contender.ONE_THREAD),
                cells.value(of, Contender.TWO_THREADS),
                cells.ratio(of, Contender.TWO_THREADS, Contender.ONE_THREAD),
                cells.value(of, Contender.ONNX_RUNTIME_REUSING),
                cells.value(of, Contender.ONNX_RUNTIME_TWO),
                cells.ratio(of, Contender.TWO_THREADS, Contender.ONNX_RUNTIME_TWO)));
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
                "Bytes a call of one sample, by JMH's `gc` profiler. JMH itself allocates some kilobytes in each iteration:"
                        + "\nthe few bytes a call where calls take long.");
        Table table = new Table(
                "network",
                "forward, Vector API",
                "forward, no flags",
                "forward and backward, Vector API",
                "forward and backward, no flags");
        for (Subject subject : Work.ONE.subjects()) {
            table.row(List.of(
                    subject.key(),
                    cells.bytes(Rows.one(subject), Contender.VECTOR),
                    cells.bytes(Rows.one(subject), Contender.PORTABLE),
                    cells.bytes(Rows.backward(subject), Contender.VECTOR),
                    cells.bytes(Rows.backward(subject), Contender.PORTABLE)));
        }
        text.append(table);
    }

    private void start(Subject subject) {
        section(
                "Start, " + subject.key(),
                "Milliseconds from the start of a process to the first prediction of " + subject.key()
                        + ", without flags for kernels unless it says so.\n[How](start.md) the archives are made.");
        Table table = new Table("process", "milliseconds", "beside ONNX Runtime");
        start(table, subject, Contender.EMPTY, "a JVM that does nothing");
        start(table, subject, Contender.ONNX_RUNTIME, "ONNX Runtime");
        start(table, subject, Contender.PLAIN, "Nervure");
        start(table, subject, Contender.VECTOR, "Nervure, Vector API");
        start(table, subject, Contender.CDS, "Nervure, class data shared");
        start(table, subject, Contender.AOT, "Nervure, AOT cache");
        text.append(table);
    }

    private void start(Table table, Subject subject, Contender way, String what) {
        String row = Rows.start(subject);
        if (cells.figure(row, way).isPresent()) {
            table.row(List.of(
                    what,
                    cells.value(row, way),
                    way == Contender.ONNX_RUNTIME ? Cells.NONE : cells.ratio(row, way, Contender.ONNX_RUNTIME)));
        }
    }

    private void build() {
        section("Build", "");
        Table table = new Table("what", "figure");
        jar(table, "nervure-runtime.jar", Contender.RUNTIME);
        jar(table, "nervure-training.jar", Contender.TRAINING);
        cells.figure(Rows.JAVAC, Contender.PROCESSOR)
                .ifPresent(with -> cells.figure(Rows.JAVAC, Contender.GENERATED).ifPresent(without -> {
                    double added = with.value() - without.value();
                    table.row(List.of(
                            "javac with the processor, the first five networks, warm, ms", Numbers.three(with.value())));
                    table.row(List.of("javac of the generated sources alone, ms", Numbers.three(without.value())));
                    table.row(List.of("what the processor adds, ms", Numbers.three(added)));
                }));
        text.append(table);
    }

    private void jar(Table table, String what, Contender jar) {
        cells.figure(Rows.JAR, jar)
                .ifPresent(size -> table.row(List.of(what + ", bytes", Numbers.whole(size.value()))));
    }

    private void section(String title, String what) {
        text.append("\n### ").append(title).append("\n\n");
        if (!what.isEmpty()) {
            text.append(what).append("\n\n");
        }
    }
}
