package dev.nervure.examples.benchmarks.report;

import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.List;

/** The page of all figures. */
final class Page {
    private Page() {}

    static String of(Results results, Machine machine) {
        StringBuilder text = new StringBuilder(introduction(machine, results));
        results.jdks().stream()
                .findFirst()
                .ifPresent(newest -> text.append(summary(new Cells(results, newest))));
        text.append(method(machine));
        for (String jdk : results.jdks()) {
            text.append(Tables.of(new Cells(results, jdk)));
        }
        if (results.jdks().size() > 1) {
            text.append(olderJdk(results));
        }
        return text.append(networks()).toString();
    }

    private static String introduction(Machine machine, Results results) {
        return """
                # Benchmarks

                Written by `examples/benchmarks`; its README says how to measure again. On %s, %s.
                """.formatted(machine, results.date().orElse("a day without figures"));
    }

    private static String summary(Cells cells) {
        return """

                How many times as fast as its peer Nervure is on JDK %s: beside ONNX Runtime in its fastest form for one sample and for a
                batch of %d, beside PyTorch for a training step of %d samples. One thread; 0.5x is half as fast. *No flags* is Nervure
                without `--add-modules jdk.incubator.vector`.

                %s
                ![How many times as fast as its peer](benchmarks.svg)
                """.formatted(cells.jdk(), Rows.BATCH, Rows.BATCH, Summary.of(cells));
    }

    private static String method(Machine machine) {
        return """

                ## How it is measured

                The contenders of a row, on all JDKs, take turns, a new JVM for each turn, on one thread unless the row says otherwise;
                a figure is the median of all iterations. The outputs of each are compared with PyTorch's before anything is timed (MiniLM's,
                whose weights come from a seed, with ONNX Runtime's). *Vector API* is Nervure with `--add-modules jdk.incubator.vector`. ONNX Runtime
                1.22.0 runs from Java, *reusing* tensors outside the heap, its fastest form, and as its documentation writes it, with a
                tensor made for each call; ratios are beside the first. PyTorch 2.7.1 runs from Java by DJL 0.34.0%s.
                """.formatted(machine.pyTorch()
                .map(version -> "; in training PyTorch " + version
                        + "\nruns from Python too, with its fastest Adam, and the faster of the two counts")
                .orElse(""));
    }

    /** The oldest JDK beside the newest, where vectors run. */
    private static String olderJdk(Results results) {
        List<String> jdks = results.jdks();
        String newest = jdks.get(0);
        String oldest = jdks.get(jdks.size() - 1);
        Table table = new Table("network", "one sample", "a batch of " + Rows.BATCH, "a training step");
        for (Subject subject : Subject.values()) {
            table.row(List.of(
                    subject.key(),
                    share(results, oldest, newest, Rows.one(subject)),
                    share(results, oldest, newest, Rows.batch(subject)),
                    share(results, oldest, newest, Rows.training(subject))));
        }
        return "\n## JDK " + oldest + " beside JDK " + newest + "\n\nThe older one's speed with the Vector API.\n\n" + table;
    }

    private static String share(Results results, String oldest, String newest, String row) {
        return results.find(newest, row, Contender.VECTOR)
                .flatMap(young -> results.find(oldest, row, Contender.VECTOR).map(old -> young.value() / old.value()))
                .map(Numbers::percent)
                .orElse(Cells.NONE);
    }

    private static String networks() {
        StringBuilder text = new StringBuilder("\n## The networks\n\n");
        for (Subject subject : Subject.values()) {
            text.append("- *").append(subject.key()).append("*: ").append(subject.description()).append('\n');
        }
        return text.toString();
    }
}
