package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Java of docs/coming-from.md are compiled and run in their order, word for word, as one program. */
class ComingFromPageTest {
    private static final Path PAGE = Path.of("../docs/coming-from.md");

    /** A file as PyTorch writes it, and what is true after the page. */
    private static final String PROGRAM = """
            package digits;

            import static digits.Samples.require;

            import dev.nervure.runtime.*;
            import java.nio.file.*;
            import java.util.*;

            class Program {
                public static void main(String[] args) throws Exception {
                    new SafetensorsWriter()
                            .floats("0.weight", new int[] {32, 64}, () -> new float[32 * 64])
                            .floats("0.bias", new int[] {32}, () -> new float[32])
                            .floats("2.weight", new int[] {10, 32}, () -> new float[10 * 32])
                            .floats("2.bias", new int[] {10}, () -> new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
                            .write(Path.of("sequential.safetensors"));
                    BLOCKS
                    require(model.predict(Samples.PIXELS[0])[9] == 9, "the biases of the file");
                    try (SafetensorsReader reader = SafetensorsReader.open(Path.of("trained.safetensors"))) {
                        require(reader.tensors().keySet().equals(Set.of("0.weight", "0.bias", "2.weight", "2.bias")), reader.tensors());
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
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
        assertThat(new PageProgram(folder).run(PROGRAM, blocks).lines()).containsExactly("done");
    }
}
