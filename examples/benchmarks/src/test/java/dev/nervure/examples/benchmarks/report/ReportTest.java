package dev.nervure.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.nervure.examples.benchmarks.networks.Subject;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {
    private static final Machine MACHINE = new Machine("a processor", 2, "a system", Optional.of("2.9"));

    @TempDir
    Path folder;

    private Results results;

    @BeforeEach
    void measure() {
        results = Results.of(folder.resolve("results.tsv"));
        add("25.0.3", Rows.one(Subject.MLP), Contender.VECTOR, 2);
        add("25.0.3", Rows.one(Subject.MLP), Contender.PORTABLE, 20);
        add("25.0.3", Rows.one(Subject.MLP), Contender.ONNX_RUNTIME, 10);
        add("25.0.3", Rows.one(Subject.MLP), Contender.ONNX_RUNTIME_REUSING, 8);
        add("17.0.15", Rows.one(Subject.MLP), Contender.VECTOR, 4);
        add("17.0.15", Rows.one(Subject.MLP), Contender.ONNX_RUNTIME_REUSING, 8);
    }

    @Test
    void theTableAtTheTopHasEveryRatioAndNamesTheLosses() {
        add("25.0.3", Rows.training(Subject.MLP), Contender.VECTOR, 2);
        add("25.0.3", Rows.training(Subject.MLP), Contender.PYTORCH, 6);
        assertThat(Page.of(results, MACHINE))
                .contains("On a processor, 2 cores, a system, 2025-01-31.")
                .contains("| mlp | 2.00 | 4.0x | – | 3.0x | 0.40x | – | – |\n")
                .contains("| deep | – | – | – | – | – | – | – |\n")
                .contains("Nervure is slower than its peer in no row; without flags in one sample: mlp.")
                .contains("in training PyTorch 2.9\nruns from Python too");
    }

    @Test
    void aRowHasFiguresAndRatios() {
        assertThat(Page.of(results, MACHINE)).contains("| mlp | 2.00 | 20.0 | 8.00 | 10.0 | – | 4.0x | 0.40x |\n");
    }

    @Test
    void theOlderJdkIsComparedWithTheNewer() {
        assertThat(Page.of(results, MACHINE))
                .containsSubsequence("## JDK 25.0.3\n", "## JDK 17.0.15\n", "## JDK 17.0.15 beside JDK 25.0.3\n")
                .contains("| mlp | 50 % | – | – |\n");
    }

    @Test
    void productsAreInOperationsAndSharesOfTheLimit() {
        String row = Rows.product(Rows.PRODUCTS.get(0)); // 128 cubed: 4,194,304 operations
        add("25.0.3", row, Contender.LIMIT, 20);
        add("25.0.3", row, Contender.VECTOR, 40);
        assertThat(Page.of(results, MACHINE)).contains("| 128 x 128 x 128 | 210 | 105 | – | – | – | 50 % |\n");
    }

    @Test
    void whatTheProcessorAddsIsTheDifference() {
        add("25.0.3", Rows.JAVAC, Contender.PROCESSOR, 2000);
        add("25.0.3", Rows.JAVAC, Contender.GENERATED, 400);
        add("25.0.3", Rows.JAR, Contender.RUNTIME, 234_567);
        assertThat(Page.of(results, MACHINE))
                .contains("| what the processor adds, ms | 1,600 |\n")
                .contains("| nervure-runtime.jar, bytes | 234,567 |\n");
    }

    @Test
    void thePlotDrawsRatiosOnALogarithmicScale() throws Exception {
        Report.write(results, MACHINE, folder);
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(folder.resolve("benchmarks.svg")))));
        Element vector = only(svg, "rect", "vector");
        Element portable = only(svg, "rect", "portable");
        // 4x to the right of 1x, 0.4x to its left: log 4 against log 2.5.
        // Each number is written to a tenth.
        assertThat(number(vector, "x")).isCloseTo(number(portable, "x") + number(portable, "width"), offset(0.15));
        assertThat(number(vector, "width") / number(portable, "width"))
                .isCloseTo(Math.log(4) / Math.log(2.5), offset(0.01));
    }

    private void add(String jdk, String row, Contender contender, double value) {
        results.add(Figure.of(jdk, row, contender, new double[] {value}, 0, "2025-01-31"));
    }

    /** The first one of a class behind the legend. */
    private static Element only(Document svg, String tag, String style) {
        NodeList all = svg.getElementsByTagName(tag);
        for (int i = 0, seen = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getAttribute("class").equals(style) && seen++ == 1) {
                return element;
            }
        }
        throw new AssertionError("no second " + style);
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
