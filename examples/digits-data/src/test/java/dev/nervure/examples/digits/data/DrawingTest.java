package dev.nervure.examples.digits.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DrawingTest {
    private final float[] pixels = new float[64];

    DrawingTest() {
        for (int x = 0; x < 5; x++) {
            pixels[x] = x / 4f;
            pixels[63 - x] = x / 4f;
        }
    }

    @Test
    void blocks() {
        assertThat(Drawing.of(StandardCharsets.UTF_8, pixels).lines())
                .hasSize(8)
                .startsWith("  ░░▒▒▓▓██      ")
                .endsWith("      ██▓▓▒▒░░  ");
    }

    @Test
    void lettersWhereTheTerminalHasNoBlocks() {
        assertThat(Drawing.of(StandardCharsets.US_ASCII, pixels).lines()).startsWith("  ..::++##      ");
    }

    @Test
    void sideBySide() {
        assertThat(Drawing.of(StandardCharsets.US_ASCII, pixels, pixels).lines())
                .hasSize(8)
                .startsWith("  ..::++##         " + "  ..::++##      ");
    }
}
