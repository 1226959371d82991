package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonReaderTest {
    @Test
    void strings() {
        assertThat(reader(" \t\r\n\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\u00fc\"")
                        .string())
                .isEqualTo("\"\\/\b\f\n\r\té€ü");
    }

    @Test
    void integers() {
        assertThat(reader("0").integer()).isZero();
        assertThat(reader("9223372036854775807").integer()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void numberOf2To63() {
        assertFault("9223372036854775808", JsonReader::integer, 0, "a number of 2⁶³ or more");
    }

    @Test
    void leadingZero() {
        assertFault("01", JsonReader::integer, 0, "a number with a leading zero");
    }

    @Test
    void negativeNumber() {
        assertFault(" -1", JsonReader::integer, 1, "expected a non-negative integer, found '-'");
    }

    @Test
    void fraction() {
        assertFault(
                "[1.0]",
                reader -> {
                    reader.expect('[');
                    reader.integer();
                    reader.more(']');
                },
                2,
                "expected ',' or ']', found '.'");
    }

    @Test
    void somethingElseThanAString() {
        assertFault("null", JsonReader::string, 0, "expected a string, found 'n'");
    }

    @Test
    void stringWithoutEnd() {
        assertFault("\"abc", JsonReader::string, 4, "a string without end");
        assertFault("\"\\", JsonReader::string, 2, "a string without end");
    }

    @Test
    void controlCharacter() {
        assertFault("\"a\n\"", JsonReader::string, 2, "a control character inside a string");
    }

    @Test
    void unknownEscape() {
        assertFault("\"\\x\"", JsonReader::string, 2, "an unknown escape in a string");
    }

    @Test
    void escapeWithoutDigits() {
        assertFault("\"\\u00g0\"", JsonReader::string, 5, "an escape without four hexadecimal digits");
        assertFault("\"\\u00", JsonReader::string, 5, "an escape without four hexadecimal digits");
    }

    @Test
    void endTooEarly() {
        assertFault("  ", reader -> reader.expect('{'), 2, "expected '{', found the end");
    }

    @Test
    void somethingAfterTheEnd() {
        assertFault(" x", JsonReader::end, 1, "expected the end, found 'x'");
    }

    private static JsonReader reader(String text) {
        return new JsonReader(Path.of("test.safetensors"), text);
    }

    private static void assertFault(String text, Consumer<JsonReader> reading, int where, String problem) {
        assertThatThrownBy(() -> reading.accept(reader(text)))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage("test.safetensors: broken JSON in the header at character " + where + ": " + problem);
    }
}
