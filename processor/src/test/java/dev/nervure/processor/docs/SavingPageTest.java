package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Java of docs/saving.md are compiled and run in their order, word for word, as one program. */
class SavingPageTest {
    private static final Path PAGE = Path.of("../docs/saving.md");

    /** Files and arrays that the page takes for granted, and what is true after it. */
    private static final String PROGRAM = """
            package digits;

            import dev.nervure.runtime.*;
            import java.io.*;
            import java.nio.*;
            import java.nio.file.*;
            import java.util.*;

            class Program {
                public static void main(String[] args) throws Exception {
                    DigitsModel newer = DigitsModel.create(7);
                    newer.save(Path.of("newer.safetensors"));
                    new SafetensorsWriter()
                            .floats("encoder.fc.weight", new int[] {64, 64}, () -> filled(64 * 64, 0.5f))
                            .floats("encoder.fc.bias", new int[] {64}, () -> filled(64, 0.25f))
                            .floats("encoder.head.weight", new int[] {3}, () -> filled(3, 1))
                            .write(Path.of("pretrained.safetensors"));
                    float[] pixels = filled(64, 0.1f);
                    float[] x = filled(1000 * 64, 0.1f);
                    BLOCKS
                    require(values(served, "hidden.weight"), values(newer, "hidden.weight"));
                    require(values(copy, "logits.weight"), values(DigitsModel.create(42L), "logits.weight"));
                    require(values(model, "hidden.weight"), filled(64 * 64, 0.5f));
                    require(values(model, "hidden.bias"), filled(64, 0.25f));
                    require(values(model, "logits.weight"), values(DigitsModel.create(42L), "logits.weight"));
                    require(many[1], many[0]);
                    require(one.length, 10);
                    require(Math.abs(y[9999] - one[9]) < 1e-5f, true);
                    try (SafetensorsReader reader = SafetensorsReader.open(Path.of("statistics.safetensors"))) {
                        require(reader.metadata().get("source"), "a lesson");
                        require(reader.floats("mean"), new float[] {0.1307f, 0.3081f});
                    }
                    System.out.println("done");
                }

                static float[] filled(int size, float value) {
                    float[] values = new float[size];
                    Arrays.fill(values, value);
                    return values;
                }

                static float[] values(DigitsModel model, String name) {
                    return model.weights().get(name).values();
                }

                static void require(Object value, Object expected) {
                    if (!Objects.deepEquals(value, expected)) {
                        throw new AssertionError(value + " instead of " + expected);
                    }
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
                .containsExactly(
                        "[logits.weight, logits.bias] were not there, [encoder.head.weight] were not needed",
                        "hidden.weight F32 [64, 64]",
                        "hidden.bias F32 [64]",
                        "logits.weight F32 [10, 64]",
                        "logits.bias F32 [10]",
                        "done");
    }
}
