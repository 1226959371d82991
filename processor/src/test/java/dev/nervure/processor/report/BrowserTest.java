package dev.nervure.processor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browser of the tests notices what they ask it for. */
class BrowserTest {
    @TempDir
    private Path folder;

    @Test
    void faultsAreFound() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.html"), """
                <!doctype html><meta name="viewport" content="width=device-width">
                <p id="seen" style="width: 500px">wide</p><p id="unseen" hidden></p>
                <a href="#seen">there</a> <a href="#nowhere">nowhere</a>
                <img src="missing.png"><script>console.error("no"); throw new Error("worse")</script>
                """);
        try (Browser browser = Browser.start()) {
            Browser.Page page = browser.open(file, 390, 844, true);
            assertThat(page.scrollsSideways()).isTrue();
            assertThat(page.brokenLinks()).containsExactly("#nowhere");
            assertThat(page.invisible("p")).containsExactly("P#unseen");
            assertThat(page.requests()).anyMatch(url -> url.endsWith("missing.png"));
            assertThat(page.errors())
                    .anyMatch(error -> error.contains("worse"))
                    .anyMatch(error -> error.contains("\"no\""));
            assertThat(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
                            .getAsBoolean())
                    .isTrue();
            assertThat(page.evaluate("innerWidth").getAsInt()).isGreaterThanOrEqualTo(390);
        }
    }

    @Test
    void aGoodPageHasNone() throws IOException {
        Path file = Files.writeString(folder.resolve("good.html"), """
                <!doctype html><meta name="viewport" content="width=device-width">
                <p id="seen">narrow <a href="#seen">there</a></p>
                """);
        try (Browser browser = Browser.start()) {
            Browser.Page page = browser.open(file, 390, 844, false);
            assertThat(page.scrollsSideways()).isFalse();
            assertThat(page.brokenLinks()).isEmpty();
            assertThat(page.invisible("p")).isEmpty();
            assertThat(page.requests()).hasSize(1);
            assertThat(page.errors()).isEmpty();
            assertThat(page.evaluate("[innerWidth, innerHeight]").toString()).isEqualTo("[390,844]");
        }
    }
}
