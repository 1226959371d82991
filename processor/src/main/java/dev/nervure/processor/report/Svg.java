package dev.nervure.processor.report;

/** Lengths in drawings. */
final class Svg {
    /** The width of a letter of the monospaced font at the size that drawings use. */
    static final double LETTER = 6.7;

    private Svg() {}

    /** The opening tag of a drawing of so many pixels. */
    static Html open(String about, double width, double height) {
        return new Html()
                .add(
                        "<svg role=\"img\" aria-label=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\">\n",
                        about,
                        number(width),
                        number(height),
                        number(width),
                        number(height));
    }

    /** A tenth of a pixel is exact enough. */
    static String number(double value) {
        long tenths = Math.round(10 * value);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }

    /** The text, or as much of it as there is room for; nothing where less than three letters would be seen. */
    static String fit(String text, double width) {
        int letters = (int) (width / LETTER);
        return text.length() <= letters ? text : letters < 4 ? "" : text.substring(0, letters - 1) + "…";
    }
}
