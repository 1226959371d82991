package dev.nervure.training;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How many characters a line of the terminal has. The JDK does not know, so the environment and {@code stty} are asked. */
final class TerminalWidth {
    private static final File TERMINAL = new File("/dev/tty");

    private TerminalWidth() {}

    /** The number of columns; 0 if nobody knows. */
    static int columns() {
        int said = number(System.getenv().getOrDefault("COLUMNS", ""));
        return said > 0 || !TERMINAL.exists() ? said : stty();
    }

    private static int stty() {
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return 0;
            }
            return width(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return 0; // there is no stty, or no terminal
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** The second number of what {@code stty size} prints, such as {@code 40 120}. */
    static int width(String size) {
        String[] numbers = size.trim().split(" ", -1);
        return numbers.length == 2 ? number(numbers[1]) : 0;
    }

    private static int number(String text) {
        return text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : 0;
    }
}
