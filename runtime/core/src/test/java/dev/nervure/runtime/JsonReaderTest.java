package dev.nervure.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void charactersOfAllLengths() {
        String text = "a\u00fc\u20ac\ud834\udd1e\u07ff\u0800\uffff\udbff\udfff";
        assertThat(reader("\"" + text.repeat(700) + "\"").string()).isEqualTo(text.repeat(700)); // across buffers
    }

    /** Continuation alone, cut short, longer than need be, half of a pair, beyond the last character, no first byte. */
    @ParameterizedTest
    @ValueSource(strings = {"80", "C3", "E282", "C080", "E08080", "F0808080", "EDA080", "F4908080", "F8", "FF", "C341"})
    void notUtf8(String hex) {
        byte[] bytes = HexFormat.of().parseHex("22" + hex + "22");
        assertThatThrownBy(() -> reader(bytes).string())
                .isInstanceOf(WeightsFileException.class)
                .hasMessageEndingWith("broken JSON in the header at byte 1: a character that is not UTF-8");
    }

    @Test
    void moreTextThanAllowed() {
        assertThat(new JsonReader(source("\"abc\"".getBytes(StandardCharsets.UTF_8)), 0, 5, 3).string())
                .isEqualTo("abc");
        assertThatThrownBy(() -> new JsonReader(source("\"abcd\"".getBytes(StandardCharsets.UTF_8)), 0, 6, 3).string())
                .isInstanceOf(WeightsFileException.class)
                .hasMessageEndingWith("at byte 4: more text than such a file has");
    }

    private static JsonReader reader(String text) {
        return reader(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonReader reader(byte[] text) {
        return new JsonReader(source(text), 0, text.length, text.length);
    }

    private static ByteSource source(byte[] text) {
        return new BufferSource(ByteBuffer.wrap(text));
    }

    private static void assertFault(String text, Consumer<JsonReader> reading, int where, String problem) {
        assertThatThrownBy(() -> reading.accept(reader(text)))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageEndingWith(": broken JSON in the header at byte " + where + ": " + problem);
    }
}
