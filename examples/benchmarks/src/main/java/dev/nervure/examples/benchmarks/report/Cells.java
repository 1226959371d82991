package dev.nervure.examples.benchmarks.report;

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

    /** How many times as fast, and the bar for it. */
    String ratio(String row, Contender contender, Contender other) {
        return ratio(row, contender, other, Numbers::times);
    }

    String ratio(String row, Contender contender, Contender other, DoubleFunction<String> format) {
        return results.ratio(jdk, row, contender, other)
                .map(ratio -> format.apply(ratio)
                        + Bar.of(row, contender, other)
                                .map(bar -> bar(bar.atLeast(), ratio, format))
                                .orElse(""))
                .orElse(NONE);
    }

    private static String bar(double atLeast, double ratio, DoubleFunction<String> format) {
        return " (bar " + format.apply(atLeast) + (ratio < atLeast ? ", missed)" : ")");
    }
}
