package dev.nervure.processor.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.google.gson.JsonParser;
import dev.nervure.dsl.Network;
import dev.nervure.processor.NetworkCompiler;
import dev.nervure.processor.emit.Costs;
import dev.nervure.processor.graph.Decision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page, as text and in a browser. */
class PageTest {
    /** A name that would be markup, if it were not escaped. */
    private static final String NASTY = "a<b>&\"'";

    @TempDir
    private Path folder;

    private static String html(Network network) {
        return NetworkCompiler.of("garden.Net", network).report().get("garden/NetReport.html");
    }

    private static Report nasty() {
        Facts.MethodName method = new Facts.MethodName(NASTY + "Forward", NASTY);
        Facts.MemoryMap map = new Facts.MemoryMap(
                8,
                List.of(new Facts.Step(Facts.Pass.FORWARD, NASTY, NASTY)),
                List.of(new Facts.Array(
                        false,
                        true,
                        false,
                        8,
                        List.of(new Facts.Life(NASTY, NASTY, 0, 0), new Facts.Life(NASTY, NASTY, 0, 0)))));
        Costs costs = new Costs(1, 1, 8, 8, 0);
        Facts.Layer layer = new Facts.Layer(
                NASTY,
                NASTY,
                Facts.Role.OUTPUT,
                List.of(NASTY),
                NASTY,
                List.of(),
                1,
                4,
                8,
                1,
                List.of(new Decision(NASTY, NASTY, Decision.Choice.LOOPS, NASTY)),
                List.of(NASTY),
                List.of(NASTY),
                List.of(new Facts.Turns(NASTY, 2)),
                List.of(method),
                List.of());
        Facts.Unit unit = new Facts.Unit(NASTY, NASTY, 2, true, costs, List.of(layer), map, map);
        Facts facts = new Facts(
                NASTY,
                NASTY,
                NASTY,
                costs,
                1,
                List.of(unit),
                List.of(new Facts.Method(method.type(), NASTY, NASTY, 5)));
        String source =
                "final class Net {\n    // a<b>\n    static void run() {\n        f(\"a<b>&\", '<', i < 3);\n    }\n}\n";
        return new Report(facts, Map.of(method.type(), Listing.of(NASTY, source)));
    }

    @Test
    void namesAreEscaped() {
        Report report = nasty();
        assertThat(report.html()).doesNotContain("<b>&", NASTY).contains("a&lt;b&gt;&amp;&quot;&#39;");
        assertThat(JsonParser.parseString(report.json())
                        .getAsJsonObject()
                        .get("name")
                        .getAsString())
                .isEqualTo(NASTY);
    }

    @Test
    void textIsEscapedInJson() {
        record Text(String text) {}
        String text = "\"\\\n\t\u0001é</script>";
        assertThat(JsonParser.parseString(Json.of(new Text(text)))
                        .getAsJsonObject()
                        .get("text")
                        .getAsString())
                .isEqualTo(text);
    }

    @Test
    void javaIsHighlighted() {
        assertThat(Highlighter.of("/* if */ @Deprecated int x1 = y < 2.5e-3f ? \"if\\\"\" : 'a'; // for\nreturn größe;")
                        .toString())
                .isEqualTo("<i>/* if */</i> <em>@Deprecated</em> <b>int</b> x1 = y &lt; <u>2.5e-3f</u> ? "
                        + "<u>&quot;if\\&quot;&quot;</u> : <u>&#39;a&#39;</u>; <i>// for</i>\n<b>return</b> größe;");
    }

    @Test
    void listingsAreWhole() {
        String source =
                NetworkCompiler.of("garden.Net", Networks.language()).sources().get("garden/NetBackward.java");
        Listing listing = Listing.of("NetBackward", source);
        String text =
                String.join("", listing.parts().stream().map(Listing.Part::text).toList());
        assertThat(text.replaceAll("\\s", "")).isEqualTo(source.replaceAll("\\s", ""));
        assertThat(listing.parts()).extracting(Listing.Part::method).contains("run", "next", "thoughts", "meanings");
        assertThat(listing.kernels("next")).contains("Matrix");
    }

    /** 200 layers and 10 million parameters; docs/report.md has the time. */
    @Test
    void largeNetworksHaveSmallPages() {
        Network network = Networks.deep(200, 224);
        assertThat(network.parameters().stream().mapToLong(spec -> spec.size()).sum())
                .isGreaterThan(10_000_000);
        String html = assertTimeout(Duration.ofSeconds(60), () -> html(network)); // a guard, not a measure
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(5_000_000);
    }

    @Test
    void theSameBytes() {
        assertThat(html(Networks.image())).isEqualTo(html(Networks.image()));
    }

    @Test
    void nothingIsFetched() {
        assertThat(html(Networks.image())).doesNotContain("http://", "https://", "@import", " src=", "url(");
    }

    private Map<String, Path> pages() throws IOException {
        Map<String, Path> pages = new LinkedHashMap<>();
        pages.put("digits", write("digits", html(Networks.digits())));
        pages.put("image", write("image", html(Networks.image())));
        pages.put("language", write("language", html(Networks.language())));
        pages.put("deep", write("deep", html(Networks.deep(40, 8))));
        pages.put("nasty", write("nasty", nasty().html()));
        return pages;
    }

    private Path write(String name, String html) throws IOException {
        return Files.writeString(folder.resolve(name + ".html"), html);
    }

    @Test
    void showsInABrowser() throws IOException {
        try (Browser browser = Browser.start()) {
            for (Map.Entry<String, Path> file : pages().entrySet()) {
                for (int width : new int[] {390, 1280}) {
                    shows(browser.open(file.getValue(), width, 844, width == 390), file.getKey() + " at " + width);
                }
            }
        }
    }

    private static void shows(Browser.Page page, String name) {
        assertThat(page.errors()).as(name).isEmpty();
        assertThat(page.requests()).as(name).hasSize(1);
        assertThat(page.scrollsSideways()).as(name).isFalse();
        assertThat(page.invisible("main > *, h2, svg, table, .node, .code"))
                .as(name)
                .isEmpty();
        assertThat(page.strings("[...document.querySelectorAll('h2')].map(h => h.textContent)"))
                .containsExactly("Graph", "Layers", "Memory", "Methods", "Source");
        assertThat(page.strings("[...document.querySelectorAll('[id]')].map(e => e.id)"
                        + ".filter((id, i, all) => all.indexOf(id) !== i)"))
                .as("ids of %s", name)
                .isEmpty();
        if (!name.startsWith("nasty")) {
            assertThat(page.brokenLinks()).as(name).isEmpty();
        }
        assertThat(page.evaluate("document.querySelectorAll('b b, .layers b, svg b').length")
                        .getAsInt())
                .as("markup in names")
                .isZero();
    }

    @Test
    void searchAndFoldingLeaveWhatIsWanted() throws IOException {
        try (Browser browser = Browser.start()) {
            Browser.Page page = browser.open(pages().get("digits"), 1280, 844, false);
            String rows = "document.querySelectorAll('.layers tbody tr:not([hidden])').length";
            assertThat(page.evaluate(rows).getAsInt()).isGreaterThan(3);
            page.evaluate("(() => { const s = document.getElementById('search'); s.value = 'hidden relu';"
                    + " s.dispatchEvent(new Event('input')); return 1 })()");
            assertThat(page.evaluate(rows).getAsInt()).isEqualTo(1);
            assertThat(page.evaluate("document.querySelector('nav output').textContent")
                            .getAsString())
                    .matches("[1-9]\\d* found");
            page.evaluate("(() => { const s = document.getElementById('search'); s.value = '';"
                    + " s.dispatchEvent(new Event('input')); return 1 })()");
            assertThat(page.evaluate(rows).getAsInt()).isGreaterThan(3);
            assertThat(page.evaluate("document.querySelectorAll('#graph details[open]').length")
                            .getAsInt())
                    .isEqualTo(1);
            assertThat(page.evaluate("document.querySelectorAll('#source > details[open] details[open].code').length")
                            .getAsInt())
                    .isGreaterThan(4);
        }
    }

    /** A chain of 40 layers stands in three columns. */
    @Test
    void longChainsFitThePage() throws IOException {
        try (Browser browser = Browser.start()) {
            Browser.Page page = browser.open(pages().get("deep"), 1280, 844, false);
            String size = "(() => { const box = document.querySelector('#graph svg').getBoundingClientRect();"
                    + " return [box.width, box.height] })()";
            assertThat(page.evaluate(size).getAsJsonArray().get(0).getAsDouble())
                    .isBetween(400.0, 1120.0);
            assertThat(page.evaluate(size).getAsJsonArray().get(1).getAsDouble())
                    .isLessThan(1500);
        }
    }

    /** From a layer to its code and from there back, by clicks. */
    @Test
    void linksLeadToCodeAndBack() throws IOException {
        try (Browser browser = Browser.start()) {
            Browser.Page page = browser.open(pages().get("language"), 390, 844, false);
            String click = "(link => { link.click(); return location.hash })";
            Stream.of("Forward", "Backward").forEach(pass -> {
                String row = "#layer-Net-next";
                String code = "#method-Net" + pass + "-next";
                assertThat(page.evaluate(click + "(document.querySelector('" + row + " a[href=\"" + code + "\"]'))")
                                .getAsString())
                        .isEqualTo(code);
                assertThat(page.evaluate("document.querySelector('" + code + "').getBoundingClientRect().top")
                                .getAsDouble())
                        .isBetween(0.0, 844.0);
                assertThat(page.evaluate(click + "(document.querySelector('" + code + " a[href=\"" + row + "\"]'))")
                                .getAsString())
                        .isEqualTo(row);
            });
            assertThat(page.evaluate(click + "(document.querySelector('.node[href=\"#graph-NetThoughtsLayers\"]')"
                                    + ".dispatchEvent(new MouseEvent('click', {bubbles: true})) && {click() {}})")
                            .getAsString())
                    .isEqualTo("#graph-NetThoughtsLayers");
        }
    }
}
