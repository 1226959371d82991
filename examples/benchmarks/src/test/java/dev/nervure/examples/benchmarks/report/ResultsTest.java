package dev.nervure.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @TempDir
    Path folder;

    @Test
    void aLaterFigureReplacesAnEarlierAlsoInAnotherRun() {
        Path file = folder.resolve("results.tsv");
        Results first = Results.of(file);
        first.add(figure("25.0.3", Contender.VECTOR, 3, "2025-01-30"));
        first.add(figure("25.0.3", Contender.ONNX_RUNTIME, 10, "2025-01-30"));
        Results.of(file).add(figure("25.0.3", Contender.VECTOR, 4, "2025-01-31"));

        Results all = Results.of(file);
        assertThat(all.find("25.0.3", "one/mlp", Contender.VECTOR))
                .map(Figure::value)
                .contains(4.0);
        assertThat(all.ratio("25.0.3", "one/mlp", Contender.VECTOR, List.of(Contender.ONNX_RUNTIME)))
                .contains(2.5);
        assertThat(all.ratio("25.0.3", "one/mlp", Contender.VECTOR, Peer.PYTORCH.contenders()))
                .isEmpty();
        assertThat(all.date()).contains("2025-01-31");
    }

    @Test
    void theFasterOfTwoPeersCounts() {
        Results results = Results.of(folder.resolve("results.tsv"));
        results.add(figure("25.0.3", Contender.VECTOR, 2, "2025-01-30"));
        results.add(figure("25.0.3", Contender.PYTORCH, 9, "2025-01-30"));
        assertThat(results.ratio("25.0.3", "one/mlp", Contender.VECTOR, Peer.PYTORCH.contenders()))
                .contains(4.5);
        results.add(figure("25.0.3", Contender.PYTORCH_PYTHON, 5, "2025-01-30"));
        assertThat(results.ratio("25.0.3", "one/mlp", Contender.VECTOR, Peer.PYTORCH.contenders()))
                .contains(2.5);
    }

    @Test
    void jdksComeNewestFirst() {
        Results results = Results.of(folder.resolve("results.tsv"));
        for (String jdk : new String[] {"17.0.9", "25", "17.0.15"}) {
            results.add(figure(jdk, Contender.VECTOR, 1, "2025-01-30"));
        }
        assertThat(results.jdks()).containsExactly("25", "17.0.15", "17.0.9");
    }

    private static Figure figure(String jdk, Contender contender, double value, String date) {
        return Figure.of(jdk, "one/mlp", contender, new double[] {value}, 0, date);
    }
}
