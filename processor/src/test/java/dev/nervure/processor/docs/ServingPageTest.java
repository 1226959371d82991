package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Java of docs/serving.md are compiled and run in their order, word for word, as one program. */
class ServingPageTest {
    private static final Path PAGE = Path.of("../docs/serving.md");

    /** Files of weights and images that the page takes for granted, and what is true after it. */
    private static final String PROGRAM = """
            package digits;

            import static digits.Samples.require;

            import dev.nervure.runtime.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;

            class Program {
                public static void main(String[] args) throws Exception {
                    DigitsModel.create(1).save(Path.of("digits.safetensors"));
                    DigitsModel.create(2).save(Path.of("newer.safetensors"));
                    float[][] images = Samples.PIXELS;
                    BLOCKS
                    require(answers.size() == images.length, "answers");
                    for (int i = 0; i < images.length; i++) {
                        require(Arrays.equals(answers.get(i).get(), first.predict(images[i])), "an answer of many threads");
                    }
                    requests.shutdown();
                    require(Math.abs(first0 - first.predict(images[0])[0]) < 1e-5f, "the same by activations"); // another kernel may round otherwise
                    require(healthy && !Arrays.equals(expected, first.predict(images[0])), "new weights serve");
                    require(answer(next, images[1]).orElseThrow().startsWith("200 ["), "an answer");
                    require(answer(next, null).orElseThrow().equals("400 no image"), "no image");
                    require(answer(next, new float[3]).orElseThrow().startsWith("400 pixels has 64 values a sample, got 3"), "too short");
                    images[0][5] = Float.NaN;
                    require(answer(next, images[0]).orElseThrow().startsWith("422 value 0 of 10"), "not finite");
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
        assertThat(new PageProgram(folder).run(PROGRAM, blocks).lines()).containsExactly("10 and 10", "done");
    }
}
