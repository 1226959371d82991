package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Java of pages that have few of them are compiled and run, word for word: a method a page, one program. */
class ShortPagesTest {
    private static final Path DOCS = Path.of("../docs");

    private static final String PROGRAM = """
            package digits;

            import dev.nervure.inspection.*;
            import dev.nervure.runtime.*;
            import dev.nervure.training.*;
            import java.nio.file.*;
            import java.util.*;

            class Program {
                static final float[][] pixels = Samples.PIXELS;
                static final int[] classes = Samples.CLASSES;

                public static void main(String[] args) throws Exception {
                    DigitsModel.create(42L).save(Path.of("digits.safetensors"));
                    start();
                    precision(DigitsModel.create(42L));
                    inspection(DigitsModel.create(42L));
                    variableLength();
                }

                static void start() {
                    docs/start.md
                    float[] warm = model.predict(pixels[0]);
                    Samples.require(Arrays.equals(warm, DigitsModel.create(42L).predict(pixels[0])), "weights changed");
                }

                static void precision(DigitsModel model) {
                    docs/precision.md
                    Samples.require(Arrays.equals(served.predict(pixels[0]), small.predict(pixels[0])), "after loading");
                    Samples.require(form(hidden, "logits.weight").equals(form(model, "logits.weight")), "by name");
                    Samples.require(grouped.predict(pixels[0]).length == 10, "groups");
                    Samples.require(ranged.predict(pixels[0]).length == 10, "range");
                }

                static String form(DigitsModel model, String name) {
                    return model.weights().get(name).form();
                }

                static void inspection(DigitsModel model) throws Exception {
                    Dataset train = Dataset.of(pixels, classes);
                    docs/inspection.md
                    Samples.require(Files.exists(Path.of("look.json")), "look.json");
                }

                static void variableLength() {
                    docs/variable-length.md
                    Samples.require(tags.length == 7 * 5, tags.length);
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theLinesOfThePagesRun() throws Exception {
        String program = PROGRAM;
        for (String page : List.of("start", "precision", "inspection", "variable-length")) {
            program = program.replace(
                    "docs/" + page + ".md",
                    Page.blocks(DOCS.resolve(page + ".md"), "java").stream()
                            .filter(block -> !isDeclaration(block))
                            .collect(Collectors.joining("\n")));
        }
        List<String> declarations = Page.blocks(DOCS.resolve("variable-length.md"), "java").stream()
                .filter(ShortPagesTest::isDeclaration)
                .toList();
        String said = new PageProgram(folder).run(program, declarations);
        assertThat(said)
                .contains("hidden.weight: ")
                .contains(Page.blocks(DOCS.resolve("inspection.md"), "text").get(0));
    }

    private static boolean isDeclaration(String block) {
        return block.startsWith("@NeuralNetwork");
    }

    /** Who adds lines of Java to a page adds the page to a test. */
    @Test
    void everyPageWithJavaHasATest() throws IOException {
        StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java/dev/nervure/processor"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                tests.append(Files.readString(file));
            }
        }
        try (Stream<Path> pages = Files.list(DOCS)) {
            for (Path page :
                    pages.filter(path -> path.toString().endsWith(".md")).toList()) {
                if (!Page.blocks(page, "java").isEmpty()) {
                    assertThat(tests).contains("docs/" + page.getFileName());
                }
            }
        }
    }
}
