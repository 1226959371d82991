package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    private static final String PENGUINS = """
            species, bill,mass , note
            Gentoo,47.5,5200,"big, ""and"" loud"
            Adelie,39.1,3750,
            "Chinstrap",4.6e1,NA,"two
            lines"

            Adelie,-.5,3800,x
            """;

    @TempDir
    Path folder;

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("table.csv"), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void columnsBecomeArrays() {
        Csv table = Csv.read(file("\ufeff" + PENGUINS));
        assertThat(table.names()).containsExactly("species", "bill", "mass", "note");
        assertThat(table.size()).isEqualTo(4);
        assertThat(table.floats("bill")).isDeepEqualTo(new float[][] {{47.5f}, {39.1f}, {46}, {-.5f}});
        assertThat(table.categories("species")).containsExactly("Adelie", "Chinstrap", "Gentoo");
        assertThat(table.classes("species")).containsExactly(2, 0, 1, 0);
        assertThat(table.classes("species", List.of("Gentoo", "Adelie", "Chinstrap")))
                .containsExactly(0, 1, 2, 1);
        assertThat(table.fill("note", "-").texts("note")).containsExactly("big, \"and\" loud", "-", "two\nlines", "x");
        Csv whole = table.missing("NA").withoutMissing("mass");
        assertThat(whole.ints("mass")).containsExactly(5200, 3750, 3800);
        assertThat(whole.floats("mass", "bill"))
                .isDeepEqualTo(new float[][] {{5200, 47.5f}, {3750, 39.1f}, {3800, -.5f}});
        assertThat(whole.floatsExcept("species", "note")).isDeepEqualTo(whole.floats("bill", "mass"));
        assertThat(table.missing("NA").withoutMissing().size()).isEqualTo(2);
        assertThat(table.missing("NA").fill("mass", "4000").ints("mass")).containsExactly(5200, 3750, 4000, 3800);
        Dataset data = Dataset.of(whole.floats("bill", "mass"), whole.classes("species"));
        assertThat(data.get(0)).hasToString("input float[2], target int[1]");
    }

    @Test
    void aLargeFileIsReadPartByPart() throws IOException {
        StringBuilder text = new StringBuilder("species,bill\n");
        for (int i = 0; i < 25; i++) {
            text.append(i % 2 == 0 ? "Gentoo," : "Adelie,")
                    .append(i == 13 ? "NA" : "" + i)
                    .append('\n');
        }
        Path file = file(text.toString());
        List<String> species = List.of("Adelie", "Gentoo");
        try (Stream<Csv> parts = Csv.parts(file, 10)) {
            assertThat(parts.map(Csv::size)).containsExactly(10, 10, 5);
        }
        Dataset data = Dataset.stream(1, () -> Csv.parts(file, 10)
                .map(part -> part.missing("NA").withoutMissing())
                .flatMap(part -> Dataset.of(part.floats("bill"), part.classes("species", species))
                        .samples()));
        for (int epoch = 0; epoch < 2; epoch++) {
            List<Sample> read = data.samples().toList();
            assertThat(read).hasSize(24);
            assertThat(read.get(23).floats("input")).containsExactly(24);
            assertThat(read.get(22).ints("target")).containsExactly(0);
        }
    }

    @Test
    void aPartKnowsItsLinesAndNotAllCategories() throws IOException {
        Path file = file("a,b\n1,x\n2,y\nthree,x\n4\n");
        try (Stream<Csv> parts = Csv.parts(file, 2)) {
            Iterator<Csv> each = parts.iterator();
            Csv first = each.next();
            assertThatThrownBy(() -> first.classes("b"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a part of a file does not know all categories of 'b': name them, "
                            + "classes(\"b\", List.of(…))");
            assertThatThrownBy(each::next)
                    .isInstanceOf(DataFileException.class)
                    .hasMessageContaining("line 5 has 1 cells, and there are 2 columns");
        }
        try (Stream<Csv> parts = Csv.parts(file, 1)) {
            Csv third = parts.skip(2).findFirst().orElseThrow();
            assertThatThrownBy(() -> third.floats("a"))
                    .isInstanceOf(DataFileException.class)
                    .hasMessageContaining("line 4, column 'a': 'three' is no number");
        }
        Path empty = file("");
        assertThatThrownBy(() -> Csv.parts(empty, 5)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> Csv.parts(folder.resolve("none.csv"), 5))
                .hasMessageContaining("there is no such file");
    }

    @Test
    void otherSeparatorsAndNoNames() {
        Csv table = Csv.read(file("1;2\n3;4\n"), ';', List.of("a", "b"));
        assertThat(table.floats("a", "b")).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
        assertThat(Csv.read(file("a\tb\n1\t2\n"), '\t').ints("b")).containsExactly(2);
        assertThat(Csv.read(file("a,b\n")).size()).isZero();
    }

    @Test
    void errorsHaveLineAndColumn() {
        Csv table = Csv.read(file(PENGUINS));
        assertFile(
                () -> table.floats("bill", "mass"), "line 4, column 'mass': 'NA' is no number that a float can hold");
        assertFile(
                () -> table.missing("NA").floats("mass"),
                "line 4, column 'mass': is missing; leave out such rows by withoutMissing(), or fill() the cells");
        assertFile(
                () -> table.texts("note"),
                "line 3, column 'note': is missing; leave out such rows by " + "withoutMissing(), or fill() the cells");
        assertFile(() -> table.ints("bill"), "line 2, column 'bill': '47.5' is no integer of 32 bits");
        assertFile(
                () -> table.classes("species", List.of("Adelie", "Gentoo")),
                "line 4, column 'species': 'Chinstrap' is none of [Adelie, Gentoo]");
        assertThatThrownBy(() -> table.floats("wing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("table.csv has no column 'wing'; it has [species, bill, mass, note]");
        assertThatThrownBy(table::floats).hasMessage("name at least one column of [species, bill, mass, note]");
        for (String number :
                List.of("1f", "0x1p3", "NaN", "Infinity", "1e60", "1,5".replace(',', '_'), "--1", ".", "e3")) {
            assertFile(
                    () -> Csv.read(file("x\n" + number + "\n")).floats("x"),
                    "line 2, column 'x': '" + number + "' is no number that a float can hold");
        }
    }

    @Test
    void filesThatAreNoTables() throws IOException {
        assertFile(() -> Csv.read(file("")), "is empty, and its first line should name the columns");
        assertFile(() -> Csv.read(file("a,b,a\n")), "has two columns named 'a'");
        assertFile(() -> Csv.read(file("a,b\n1,2\n\n1,2,3\n")), "line 4 has 3 cells, and there are 2 columns");
        assertFile(() -> Csv.read(file("a,b\n1\n")), "line 2 has 1 cells, and there are 2 columns");
        assertFile(() -> Csv.read(file("1,2\n"), ',', List.of("a")), "line 1 has 2 cells, and there are 1 columns");
        assertThatThrownBy(() -> Csv.read(folder.resolve("none.csv")))
                .isInstanceOf(DataFileException.class)
                .hasMessageEndingWith("none.csv: there is no such file");
        Path noText = Files.write(folder.resolve("table.csv"), "a\nb\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(Csv.read(noText).size()).isGreaterThanOrEqualTo(0); // whatever it is, no exception of another kind
        assertFile(() -> Csv.read(file("a\n\"" + "x".repeat(1 << 25))), "line 2 or after cannot be read: ");
    }

    private static void assertFile(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(DataFileException.class).hasMessageContaining("table.csv: " + message);
    }
}
