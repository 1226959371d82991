package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each recipe of docs/cookbook.md is compiled and run, word for word. */
class CookbookPageTest {
    private static final Path PAGE = Path.of("../docs/cookbook.md");

    /** Data that the recipes take for granted. */
    private static final String PROGRAM = """
            package digits;

            import dev.nervure.runtime.*;
            import dev.nervure.training.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.stream.*;

            class Program {
                static final float[][] pixels = Samples.PIXELS;
                static final int[] classes = Samples.CLASSES;
                static final float[][] rows = new float[400][8];
                static final float[][] yes = new float[400][1];
                static final float[][] prices = new float[400][1];
                static final int[] rare = new int[400];
                static final int[][] sentences = new int[400][];
                static final int[] moods = new int[400];

                public static void main(String[] args) throws Exception {
                    for (int i = 0; i < 400; i++) {
                        System.arraycopy(pixels[i], 0, rows[i], 0, 8);
                        yes[i][0] = rows[i][0] > rows[i][1] ? 1 : 0;
                        prices[i][0] = rows[i][2] * rows[i][3];
                        rare[i] = rows[i][4] > 1 ? 1 : 0;
                        sentences[i] = new int[1 + i % 40];
                        moods[i] = i % 3;
                    }
                    StringBuilder cells = new StringBuilder("radius,texture,perimeter,area,stain,kind\\n");
                    Random random = new Random(3);
                    for (int i = 0; i < 300; i++) {
                        double radius = (i % 3 == 0 ? 18 : 12) + 2 * random.nextGaussian();
                        cells.append(Math.round(radius * 100) / 100f).append(',');
                        cells.append(i == 7 ? "NA" : Float.toString(15 + 10 * random.nextFloat())).append(',');
                        cells.append((float) (6.5 * radius)).append(',').append((float) (3.1 * radius * radius));
                        cells.append(i % 2 == 0 ? ",red" : i % 5 == 0 ? ",none" : ",blue");
                        cells.append(i % 3 == 0 ? ",malignant\\n" : ",benign\\n");
                    }
                    Files.writeString(Path.of("cells.csv"), cells);
                    DigitsModel.create(1).save(Path.of("digits.safetensors"));
                    BLOCKS
                    System.out.println("done");
                }

                METHODS
            }
            """;

    @TempDir
    Path folder;

    @Test
    void everyRecipeRuns() throws Exception {
        List<String> blocks = new ArrayList<>();
        int recipes = 0;
        for (String heading : Page.headings(PAGE)) {
            recipes++;
            for (String block : Page.section(PAGE, heading).blocks()) {
                boolean declaration = block.startsWith("@NeuralNetwork");
                blocks.add(
                        declaration
                                ? block
                                : "static void recipe" + recipes + "() throws Exception {\n" + block + "}\n");
            }
            blocks.add("recipe" + recipes + "();\n");
        }
        assertThat(recipes).isGreaterThanOrEqualTo(12);
        assertThat(new PageProgram(folder).run(PROGRAM, blocks).lines())
                .contains("new: [letter.weight, letter.bias]", "this one is malignant", "done");
    }
}
