package dev.nervure.examples.classics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What README.md states, over three seeds. */
class ClassicsTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    private static final Path SOURCES = Path.of("src/main/java/dev/nervure/examples/classics");

    /** Of the figures that README.md has, with room for other seeds. */
    private record Bound(String classic, double least, double most) {}

    private static final List<Bound> BOUNDS = List.of(
            new Bound("vae", 15, 30),
            new Bound("gan", 0.7, 1),
            new Bound("dqn", 90, 200),
            new Bound("seq2seq", 0.75, 1),
            new Bound("ctc", 0, 0.12),
            new Bound("detection", 0.7, 1),
            new Bound("physics", 0, 0.02),
            new Bound("recommender", 0.3, 0.5),
            new Bound("online", 0.8, 1),
            new Bound("ensemble", 0.95, 1),
            new Bound("search", 0.93, 1));

    @TestFactory
    Stream<DynamicTest> reachesItsFigure() {
        return BOUNDS.stream()
                .map(bound -> DynamicTest.dynamicTest(bound.classic, () -> {
                    for (long seed = 1; seed <= 3; seed++) {
                        double figure = Main.ALL.get(bound.classic).classic().run(seed, NOWHERE);
                        assertThat(figure)
                                .as("%s with seed %d", bound.classic, seed)
                                .isBetween(bound.least, bound.most);
                    }
                }));
    }

    @Test
    void everyClassicHasItsBoundAndItsLine() throws IOException {
        assertThat(BOUNDS).extracting(Bound::classic).containsExactlyInAnyOrderElementsOf(Main.ALL.keySet());
        for (String name : Main.ALL.keySet()) {
            assertThat(Path.of("README.md")).content().contains("| `" + name + "` |");
        }
    }

    /** Beside its declaration each is a page: the lines of {@code run} and what it calls, without imports and comments. */
    @Test
    void isShort() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                String source = Files.readString(file);
                if (source.contains("static double run(long seed, PrintStream out)")) {
                    long lines = source.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.matches("(package|import|//|/\\*|\\*).*"))
                            .count();
                    assertThat(lines).as("lines of %s", file.getFileName()).isLessThan(60);
                }
            }
        }
    }

    @Test
    void namesWhatThereIs() {
        Main.main(new String[0]);
        Main.main(new String[] {"nothing"});
    }
}
