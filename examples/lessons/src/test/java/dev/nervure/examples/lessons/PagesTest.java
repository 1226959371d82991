package dev.nervure.examples.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of lessons in a headless Chromium, as wide as a phone; skipped where none is installed. */
class PagesTest {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    @TempDir
    Path folder;

    @Test
    void fitOnAPhone() throws IOException, InterruptedException {
        Main.main(new String[] {"layer", folder.toString()});
        Main.main(new String[] {"descent", folder.toString()});
        for (String lesson : List.of("layer", "descent")) {
            // The frame is the phone; the page around it writes down what it shows.
            Path frame = folder.resolve(lesson + "-frame.html");
            Files.writeString(
                    frame,
                    "<iframe src='" + lesson + ".html' width=390 height=800 style='border:0' onload=\""
                            + "const d = this.contentDocument.documentElement;"
                            + "document.title = 'sideways ' + (d.scrollWidth > d.clientWidth) + ' tables ' + d.querySelectorAll('table').length"
                            + " + ' charts ' + d.querySelectorAll('figure svg').length\"></iframe>");
            String expected =
                    lesson.equals("layer") ? "sideways false tables 1 charts 0" : "sideways false tables 1 charts 3";
            assertThat(dom(frame)).contains("<title>" + expected + "</title>");
        }
    }

    /** What the page has become in the browser. */
    private static String dom(Path page) throws IOException, InterruptedException {
        Optional<Path> browser = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        String skipped = "skipped: no browser of " + NAMES + " is installed";
        if (browser.isEmpty()) {
            System.err.println(skipped); // the report of a skipped test does not show its reason
        }
        assumeTrue(browser.isPresent(), skipped);
        Process process = new ProcessBuilder(
                        browser.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--allow-file-access-from-files",
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return dom;
    }
}
