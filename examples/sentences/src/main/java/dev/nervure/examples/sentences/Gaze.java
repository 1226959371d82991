package dev.nervure.examples.sentences;

import java.util.List;

/** Draws where attention goes: under each word a shade for each head, darker where it looks more. */
final class Gaze {
    private static final String SHADES = " ░▒▓█";

    private Gaze() {}

    /** The words, each as wide as its shades need. */
    static String words(List<String> words, int heads) {
        StringBuilder line = new StringBuilder();
        words.forEach(word -> line.append(padded(word, heads)));
        return line.toString();
    }

    /**
     * The shades under the words.
     *
     * @param attention {@code [heads][words]}, between 0 and 1
     */
    static String shades(List<String> words, float[][] attention) {
        StringBuilder line = new StringBuilder();
        for (int w = 0; w < words.size(); w++) {
            StringBuilder shades = new StringBuilder();
            for (float[] head : attention) {
                shades.append(SHADES.charAt(Math.min(SHADES.length() - 1, (int) (head[w] * SHADES.length()))));
            }
            line.append(padded(shades.toString(), Math.max(words.get(w).length(), attention.length)));
        }
        return line.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()) + 1);
    }
}
