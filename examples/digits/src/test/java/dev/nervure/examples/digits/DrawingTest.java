package dev.nervure.examples.digits;

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
        assertThat(Drawing.of(pixels, StandardCharsets.UTF_8).lines())
                .hasSize(8)
                .startsWith("  ░░▒▒▓▓██      ")
                .endsWith("      ██▓▓▒▒░░  ");
    }

    @Test
    void lettersWhereTheTerminalHasNoBlocks() {
        assertThat(Drawing.of(pixels, StandardCharsets.US_ASCII).lines()).startsWith("  ..::++##      ");
    }
}
