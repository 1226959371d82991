package dev.nervure.examples.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private static final Path README = Path.of("../../README.md");

    @TempDir
    Path folder;

    @Test
    void writesAPageAndItsCharts() throws IOException {
        Main.main(new String[] {"descent", folder.toString()});
        assertThat(folder.resolve("descent.html")).content().contains("coordinate search", "<svg");
        assertThat(folder)
                .isDirectoryContaining("glob:**descent-ways.svg")
                .isDirectoryContaining("glob:**descent-losses.svg")
                .isDirectoryContaining("glob:**descent-coupling.svg");
    }

    /** The pictures of the README are those of lessons; the page of the lessons says how to renew them. */
    @Test
    void readmeShowsPicturesOfLessons() throws IOException {
        List<String> shown = Pattern.compile("docs/pictures/([\\w-]+\\.svg)")
                .matcher(Files.readString(README))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(shown).containsExactly("attention-it.svg", "saturation-gradients.svg");
        Path pictures = README.resolveSibling("docs/pictures");
        assertThat(pictures.resolve("attention-it.svg"))
                .content()
                .contains(LookingAtWords.SENTENCE.stream()
                        .map(word -> ">" + word + "<")
                        .toList());
        assertThat(pictures.resolve("saturation-gradients.svg"))
                .content()
                .contains(">sigmoid<", ">tanh<", ">ReLU<", ">GELU<");
        assertThat(Path.of("README.md")).content().contains(shown);
    }
}
