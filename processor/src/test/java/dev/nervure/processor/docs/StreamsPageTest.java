package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Java of docs/streams.md are compiled and run in their order, word for word, as one program. */
class StreamsPageTest {
    private static final Path PAGE = Path.of("../docs/streams.md");

    private static final String PROGRAM = """
            package digits;

            import dev.nervure.dsl.*;
            import dev.nervure.training.*;
            import java.util.List;

            DECLARATION

            class Program {
                public static void main(String[] args) {
                    int[] words = {3, 14, 15, 92, 65};
                    BLOCKS
                    float[] whole = model.predict(new int[] {3, 14, 15, 92, 65, best});
                    float[] newest = java.util.Arrays.copyOfRange(whole, 500, 600);
                    for (int i = 0; i < 100; i++) {
                        if (Math.abs(newest[i] - again[i]) > 1e-5f) {
                            throw new AssertionError(newest[i] + " instead of " + again[i]);
                        }
                    }
                    System.out.println(stream.position() + " " + other.position() + " " + later.position() + " " + given);
                }

                static int greatest(float[] logits) {
                    int best = 0;
                    for (int i = 1; i < logits.length; i++) {
                        best = logits[i] > logits[best] ? i : best;
                    }
                    return best;
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theLinesOfThePageRun() throws Exception {
        List<String> blocks = Page.blocks(PAGE, "java");
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
        String program = PROGRAM.replace("DECLARATION", blocks.get(0));
        assertThat(new PageProgram(folder)
                        .run(program, blocks.subList(1, blocks.size()))
                        .strip())
                .isEqualTo("0 6 6 4");
    }
}
