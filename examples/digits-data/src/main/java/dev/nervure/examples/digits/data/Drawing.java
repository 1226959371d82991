package dev.nervure.examples.digits.data;

import java.nio.charset.Charset;

/** Draws images with characters, two for each pixel, because they are higher than wide. */
public final class Drawing {
    private static final String BLOCKS = " ░▒▓█";
    private static final String ASCII = " .:+#";
    private static final String GAP = "   ";

    private Drawing() {}

    /** Draws images of pixels from 0 to 1 side by side: with blocks, if the terminal has them. */
    public static String of(float[]... images) {
        String encoding = System.getProperty("stdout.encoding"); // since JDK 19
        return of(encoding == null ? Charset.defaultCharset() : Charset.forName(encoding), images);
    }

    static String of(Charset terminal, float[]... images) {
        String shades = terminal.newEncoder().canEncode(BLOCKS) ? BLOCKS : ASCII;
        StringBuilder drawing = new StringBuilder();
        for (int y = 0; y < DigitImages.SIDE; y++) {
            drawing.append(y > 0 ? System.lineSeparator() : "");
            for (int i = 0; i < images.length; i++) {
                drawing.append(i > 0 ? GAP : "");
                for (int x = 0; x < DigitImages.SIDE; x++) {
                    int shade = Math.round(images[i][y * DigitImages.SIDE + x] * (shades.length() - 1));
                    drawing.append(shades.charAt(shade)).append(shades.charAt(shade));
                }
            }
        }
        return drawing.toString();
    }
}
