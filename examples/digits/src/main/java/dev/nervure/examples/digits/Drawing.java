package dev.nervure.examples.digits;

import java.nio.charset.Charset;

/** Draws an image with characters, two for each pixel, because they are higher than wide. */
final class Drawing {
    private static final String BLOCKS = " ░▒▓█";
    private static final String ASCII = " .:+#";

    private Drawing() {}

    /** @param terminal what the output is encoded in; blocks are drawn where it has them */
    static String of(float[] pixels, Charset terminal) {
        String shades = terminal.newEncoder().canEncode(BLOCKS) ? BLOCKS : ASCII;
        StringBuilder drawing = new StringBuilder();
        for (int y = 0; y < DigitImages.SIDE; y++) {
            for (int x = 0; x < DigitImages.SIDE; x++) {
                int shade = Math.round(pixels[y * DigitImages.SIDE + x] * (shades.length() - 1));
                drawing.append(shades.charAt(shade)).append(shades.charAt(shade));
            }
            drawing.append(y < DigitImages.SIDE - 1 ? System.lineSeparator() : "");
        }
        return drawing.toString();
    }
}
