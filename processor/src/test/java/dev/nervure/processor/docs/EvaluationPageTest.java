package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Java of docs/evaluation.md are compiled and run in their order, word for word, as one program. */
class EvaluationPageTest {
    private static final Path PAGE = Path.of("../docs/evaluation.md");

    /** A model that has been trained, and what is true after the page. */
    private static final String PROGRAM = """
            package digits;

            import static digits.Samples.require;

            import dev.nervure.training.*;
            import java.nio.file.*;
            import java.util.stream.*;

            class Program {
                public static void main(String[] args) throws Exception {
                    Dataset.Split digits = Dataset.of(Samples.PIXELS, Samples.CLASSES).split(0.8, 1);
                    DigitsModel model = DigitsModel.create(42L);
                    Trainer.of(model).optimizer(Optimizers.adam(1e-3f)).batchSize(32).epochs(20).fit(digits.train());
                    BLOCKS
                    require(scores.metric("accuracy") > 0.9, scores);
                    require(f1 > 0.9 && recallOfThree > 0.5 && error < 0.3, "the figures of the page");
                    require(wrong == Math.round((1 - confusion.accuracy()) * said.size()), "wrong predictions");
                    require(threshold < 0, "a threshold, which is the logarithm of a probability");
                    require(lowest > 0 && lowest <= recallOfThree, "the worst recall");
                    for (String name : new String[] {"confusion.svg", "roc-of-seven.svg", "calibration.svg"}) {
                        require(Files.size(Path.of(name)) > 1000, name);
                    }
                    System.out.println("done");
                }

                METHODS
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theLinesOfThePageRun() throws Exception {
        List<String> blocks = Page.blocks(PAGE, "java");
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(6);
        assertThat(new PageProgram(folder).run(PROGRAM, blocks).lines())
                .contains("done")
                .anyMatch(line -> line.startsWith("true \\ predicted"))
                .anyMatch(line -> line.startsWith("loss 0."));
    }
}
