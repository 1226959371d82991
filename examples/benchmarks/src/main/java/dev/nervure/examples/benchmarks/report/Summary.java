package dev.nervure.examples.benchmarks.report;

import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.ArrayList;
import java.util.List;

/** The table at the top of the page: every ratio of one JDK, and in words where Nervure is the slower one. */
final class Summary {
    private final Cells cells;

    private Summary(Cells cells) {
        this.cells = cells;
    }

    static String of(Cells cells) {
        Summary summary = new Summary(cells);
        return summary.table() + "\n" + summary.losses();
    }

    private String table() {
        List<String> header = new ArrayList<>(List.of("network", "one sample, µs"));
        for (Work work : Work.values()) {
            header.add(work.phrase());
        }
        for (Work work : Work.values()) {
            header.add(work.phrase() + ", no flags");
        }
        Table table = new Table(header.toArray(String[]::new));
        for (Subject subject : Subject.values()) {
            List<String> row = new ArrayList<>(
                    List.of(subject.key(), cells.value(Rows.one(subject), Contender.VECTOR)));
            for (Contender contender : List.of(Contender.VECTOR, Contender.PORTABLE)) {
                for (Work work : Work.values()) {
                    row.add(cells.ratio(work, subject, contender));
                }
            }
            table.row(row);
        }
        return table.toString();
    }

    private String losses() {
        return "With the Vector API Nervure is slower than its peer in " + losses(Contender.VECTOR)
                + "; without flags in " + losses(Contender.PORTABLE) + ".\n";
    }

    private String losses(Contender contender) {
        List<String> all = new ArrayList<>();
        for (Work work : Work.values()) {
            List<String> lost = work.subjects().stream()
                    .filter(subject -> isLost(work, subject, contender))
                    .map(Subject::key)
                    .toList();
            if (!lost.isEmpty()) {
                all.add(work.phrase() + ": " + String.join(", ", lost));
            }
        }
        return all.isEmpty() ? "no row" : String.join("; ", all);
    }

    /** Slower in the figure that is printed: 1.0x is a tie. */
    private boolean isLost(Work work, Subject subject, Contender contender) {
        return cells.results()
                .ratio(cells.jdk(), work.row(subject), contender, work.peer().contenders())
                .filter(ratio -> ratio < Numbers.TIE)
                .isPresent();
    }
}
