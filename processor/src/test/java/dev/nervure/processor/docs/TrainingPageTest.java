package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Java of docs/training.md are compiled and run in their order, word for word, as one program. */
class TrainingPageTest {
    private static final Path PAGE = Path.of("../docs/training.md");

    /** What is true after the page. */
    private static final String PROGRAM = """
            package digits;

            import static digits.Samples.require;

            import dev.nervure.training.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.stream.*;

            class Program {
                public static void main(String[] args) throws Exception {
                    float[][] pixels = Samples.PIXELS;
                    int[] classes = Samples.CLASSES;
                    BLOCKS
                    require(logits.length == 10, "a prediction of ten classes");
                    require(history.best().validation().metric("accuracy") > 0.9, history.best());
                    require(rates.suggestion() > 0, "a learning rate");
                    require(tuned.best().validation().metric("roc_auc") > 0.95, tuned.best());
                    require(Arrays.equals(
                            before.weights().get("hidden.weight").values(),
                            model.weights().get("hidden.weight").values()) == false, "trained on after thawing");
                    require(folds.size() == 5 && parts.test().size() == 60 && bright.size() > 100, "parts of the data");
                    require(penguins.size() == 2 && penguins.get(0).label() == 1 && species.size() == 2, "the table");
                    require(name.equals("Gentoo") && shares[1] > 0.5, name + " " + shares[1]);
                    for (String made : List.of("learning-rates.svg", "history.html", "digits.checkpoint")) {
                        require(Files.size(Path.of(made)) > 1000, made);
                    }
                    System.out.println("done");
                }

                static float[] scaled(float[] values) {
                    for (int i = 0; i < values.length; i++) {
                        values[i] /= 2;
                    }
                    return values;
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theLinesOfThePageRun() throws Exception {
        List<String> blocks = Page.blocks(PAGE, "java");
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(5);
        assertThat(new PageProgram(folder).run(PROGRAM, blocks).lines())
                .contains("done")
                .anyMatch(line -> line.startsWith("best epoch: "));
    }
}
