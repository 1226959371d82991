package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Java of docs/training.md are compiled and run in their order, word for word, as one program. */
class TrainingPageTest {
    private static final Path PAGE = Path.of("../docs/training.md");

    /** Samples that a network can learn, and what is true after the page. */
    private static final String PROGRAM = """
            package digits;

            import dev.nervure.training.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.stream.*;

            class Program {
                public static void main(String[] args) throws Exception {
                    float[][] pixels = new float[400][64];
                    int[] classes = new int[400];
                    Random random = new Random(1);
                    for (int i = 0; i < classes.length; i++) {
                        classes[i] = i % 10;
                        for (int p = 0; p < 64; p++) {
                            pixels[i][p] = (p % 10 == classes[i] ? 1 : 0) + (float) random.nextGaussian() / 2;
                        }
                    }
                    BLOCKS
                    require(logits.length == 10, "a prediction of ten classes");
                    require(scores.metric("accuracy") > 0.9, scores);
                    require(f1 > 0.9 && error < 0.2 && seven >= 0 && seven <= 1, "the figures of the page");
                    require(rates.suggestion() > 0, "a learning rate");
                    require(tuned.best().validation().metric("roc_auc") > 0.95, tuned.best());
                    require(Arrays.equals(
                            before.weights().get("hidden.weight").values(),
                            model.weights().get("hidden.weight").values()) == false, "trained on after thawing");
                    for (String name : List.of(
                            "confusion.svg", "roc-of-seven.svg", "learning-rates.svg", "history.html", "digits.checkpoint")) {
                        require(Files.size(Path.of(name)) > 1000, name);
                    }
                    System.out.println("done");
                }

                static void require(boolean holds, Object what) {
                    if (!holds) {
                        throw new AssertionError(what);
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theLinesOfThePageRun() throws Exception {
        List<String> blocks = Page.blocks(PAGE, "java");
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(7);
        assertThat(new PageProgram(folder).run(PROGRAM, blocks).lines())
                .contains("done")
                .anyMatch(line -> line.startsWith("best epoch: "))
                .anyMatch(line -> line.startsWith("true \\ predicted"));
    }
}
