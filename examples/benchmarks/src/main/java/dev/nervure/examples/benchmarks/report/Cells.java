package dev.nervure.examples.benchmarks.report;

import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * The figures of one JDK as they stand in tables; a dash where there is none.
 *
 * @param results all figures
 * @param jdk whose
 */
record Cells(Results results, String jdk) {
    static final String NONE = "–";

    Optional<Figure> figure(String row, Contender contender) {
        return results.find(jdk, row, contender);
    }

    String value(String row, Contender contender) {
        return value(row, contender, Numbers::three);
    }

    String value(String row, Contender contender, DoubleFunction<String> format) {
        return figure(row, contender)
                .map(figure -> format.apply(figure.value()))
                .orElse(NONE);
    }

    /** What a call allocates. */
    String bytes(String row, Contender contender) {
        return figure(row, contender)
                .map(figure -> Numbers.bytes(figure.bytes()))
                .orElse(NONE);
    }

    /** How many times as fast as its peer. */
    String ratio(Work work, Subject subject, Contender contender) {
        return results.ratio(
                        jdk, work.row(subject), contender, work.peer().contenders())
                .map(Numbers::times)
                .orElse(NONE);
    }

    /** How many times as fast. */
    String ratio(String row, Contender contender, Contender other) {
        return ratio(row, contender, other, Numbers::times);
    }

    String ratio(String row, Contender contender, Contender other, DoubleFunction<String> format) {
        return results.ratio(jdk, row, contender, List.of(other))
                .map(format::apply)
                .orElse(NONE);
    }
}
