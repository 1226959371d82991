package dev.nervure.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ChartTest {
    private static final double[][] NUMBERS = {{1, -2, 0}, {Double.MIN_VALUE, 3, 4}};

    static Stream<Supplier<Chart>> charts() {
        return Stream.of(
                () -> HeatMap.of("a <b> & \"c\"", NUMBERS, List.of("<i>", "r"), List.of("a", "b", "&")),
                () -> HeatMap.of("numbers", NUMBERS, List.of("<i>", "r"), List.of("a", "b", "c"))
                        .numbers(),
                () -> BarChart.of("bars", List.of("<x>", "y"))
                        .bars("one", new double[] {1, 0})
                        .bars("two", new double[] {Double.NaN, 2}),
                () -> LineChart.of("lines", "<x>", "y")
                        .line("a & b", new double[] {1, 2, 3}, new double[] {1, Double.NaN, 4})
                        .histogram("h", new double[] {0, 1, 2}, new double[] {3, 4}),
                () -> LineChart.of("logarithms", "x", "y")
                        .logarithmic()
                        .line("a", new double[] {1, 2}, new double[] {0, 1e-9}),
                () -> LineChart.of("nothing", "x", "y").line("empty", new double[0], new double[0]),
                () -> LineChart.of("surface", "x", "y")
                        .surface(-1, 1, -1, 1, new double[][] {{0, 1}, {2, 3}})
                        .path("way", new double[] {-1, 0}, new double[] {0, 0.5}),
                () -> Chart.panels("two", 1, List.of(BarChart.of("a", List.of("x")), BarChart.of("b", List.of("y")))));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void isSvgOfTheSameBytesEachTime(Supplier<Chart> chart) throws Exception {
        String svg = chart.get().toSvg();
        assertThat(parse(svg).getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg)
                .isEqualTo(chart.get().toSvg())
                .doesNotContain("\"NaN", "Infinity", "<b>", "<i>", "http://www.x");
    }

    /** Every text is within the picture. */
    @ParameterizedTest
    @MethodSource("charts")
    void nothingIsOutside(Supplier<Chart> chart) throws Exception {
        Chart drawn = chart.get();
        NodeList texts = parse(drawn.toSvg()).getElementsByTagName("text");
        assertThat(texts.getLength()).isPositive();
        for (int i = 0; i < texts.getLength(); i++) {
            Element text = (Element) texts.item(i);
            assertThat(Double.parseDouble(text.getAttribute("x"))).isBetween(0.0, (double) drawn.width());
            assertThat(Double.parseDouble(text.getAttribute("y"))).isBetween(0.0, (double) drawn.height());
        }
    }

    @Test
    void valuesForPeople() {
        assertThat(Stream.of(0, 3, -2.5, 0.1234567, 1234.5678, 1e-7, 2.5e-4, 1.234567e9, 100_000, 0.05, 30, 1e20)
                        .map(value -> Svg.value(value.doubleValue())))
                .containsExactly(
                        "0", "3", "-2.5", "0.1235", "1235", "1e-7", "2.5e-4", "1.23e9", "1e5", "0.05", "30", "1e20");
    }

    @Test
    void roundTicks() {
        assertThat(Axis.round(0.3, 9.7, 0, 100).ticks()).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0);
        assertThat(Axis.logarithmic(0.002, 30, 0, 100).ticks()).containsExactly(0.001, 0.01, 0.1, 1.0, 10.0, 100.0);
        assertThat(Axis.linear(5, 5, 0, 100).at(5)).isZero();
    }

    @Test
    void pageIsOneFileThatLoadsNothing(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("page.html");
        Page.of("<script>")
                .heading("A & B")
                .text("text <b>")
                .listing("if (a < b) {}")
                .table(List.of(List.of("name", "value"), List.of("<x>", "1")))
                .chart(BarChart.of("bars", List.of("x")).bars("a", new double[] {1}))
                .save(file);
        String html = Files.readString(file);
        assertThat(html)
                .contains("&lt;script&gt;", "text &lt;b&gt;", "a &lt; b", "<td>&lt;x&gt;</td>", "width=device-width")
                .doesNotContain("<script", "src=", "href=", "@import", "url(");
    }

    @Test
    void errors() {
        assertThatThrownBy(() -> HeatMap.of("h", NUMBERS, List.of("a"), List.of("b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a heat map of 2 rows of 3 values needs as many labels; got 1 and 1");
        assertThatThrownBy(() -> BarChart.of("b", List.of("x")).bars("two", new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'two' has 2 values for 1 labels");
        assertThatThrownBy(() -> Chart.panels("p", 0, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("columns must be at least 1, got 0");
    }

    private static Document parse(String svg) throws SAXException, IOException, ParserConfigurationException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void aConstantIsDrawnOnItsOwnScale() {
        String svg = LineChart.of("learning rate", "epoch", "")
                .line("training", new double[] {1, 2}, new double[] {0.001, 0.001})
                .toSvg();
        assertThat(svg).contains(">0.001<").doesNotContain(">0.2<");
        assertThat(LineChart.of("zero", "", "")
                        .line("", new double[] {1}, new double[] {0})
                        .toSvg())
                .contains(">0.2<");
    }

    @Test
    void longNumbersDoNotReachTheTitleOfTheirAxis() {
        String svg = LineChart.of("", "", "y")
                .line("", new double[] {0, 1}, new double[] {0.00151, 0.00152})
                .toSvg();
        Matcher number = Pattern.compile("x=\"([0-9.]+)\"[^>]*>0\\.0015[0-9]*<").matcher(svg);
        assertThat(number.find()).as(svg).isTrue();
        assertThat(Double.parseDouble(number.group(1)) - 6.5 * "0.00151".length())
                .isGreaterThan(18);
    }
}
