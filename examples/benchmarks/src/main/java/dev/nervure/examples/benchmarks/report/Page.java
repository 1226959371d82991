package dev.nervure.examples.benchmarks.report;

import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.List;

/** The page of all figures. */
final class Page {
    /** How fast the oldest JDK has to be beside the newest. */
    private static final double OLD_BESIDE_NEW = 0.8;

    private Page() {}

    static String of(Results results, Machine machine) {
        StringBuilder text = new StringBuilder(introduction(results, machine));
        for (String jdk : results.jdks()) {
            text.append(Tables.of(new Cells(results, jdk)));
        }
        if (results.jdks().size() > 1) {
            text.append(olderJdk(results));
        }
        return text.toString();
    }

    private static String introduction(Results results, Machine machine) {
        return """
                # Benchmarks

                Written by `examples/benchmarks`; its README says how to measure again. On %s, %s.

                ![How many times as fast as its peer](benchmarks.svg)

                The contenders of a row, on all JDKs, took turns, a new JVM for each turn, on one thread unless the row
                says otherwise; a figure is the median of all iterations. The outputs of each were compared with PyTorch's before anything
                was timed. *Vector API* is Nervure with `--add-modules jdk.incubator.vector`, *no flags* is Nervure without; ONNX
                Runtime 1.22.0 runs from Java as its documentation writes it, with a tensor made for each call, and *reusing* tensors
                outside the heap, its fastest form; PyTorch 2.7.1 runs from Java by DJL 0.34.0. A bar says how many times as fast as its peer
                a contender should be; where it is not, the cell says *missed*. The bars beside ONNX Runtime were set with its documented form.
                """.formatted(machine, results.date().orElse("a day without figures"));
    }

    /** The oldest JDK beside the newest, where vectors run. */
    private static String olderJdk(Results results) {
        List<String> jdks = results.jdks();
        String newest = jdks.get(0);
        String oldest = jdks.get(jdks.size() - 1);
        Table table = new Table("network", "one sample", "a batch of 64", "a training step");
        for (Subject subject : Subject.values()) {
            table.row(List.of(
                    subject.key(),
                    share(results, oldest, newest, Rows.one(subject)),
                    share(results, oldest, newest, Rows.batch(subject)),
                    share(results, oldest, newest, Rows.training(subject))));
        }
        return "\n## JDK " + oldest + " beside JDK " + newest
                + "\n\nThe older one's speed with the Vector API; the bar is " + Numbers.percent(OLD_BESIDE_NEW)
                + ".\n\n"
                + table;
    }

    private static String share(Results results, String oldest, String newest, String row) {
        return results.find(newest, row, Contender.VECTOR)
                .flatMap(young -> results.find(oldest, row, Contender.VECTOR).map(old -> young.value() / old.value()))
                .map(share -> Numbers.percent(share) + (share < OLD_BESIDE_NEW ? ", missed" : ""))
                .orElse(Cells.NONE);
    }
}
