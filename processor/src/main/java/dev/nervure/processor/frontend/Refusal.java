package dev.nervure.processor.frontend;

/** Why a definition cannot run, and where that is: the top-level class and the line, 0 where there is none. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final int line;

    Refusal(String text, String place, int line) {
        super(text);
        this.place = place;
        this.line = line;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    String place() {
        return place;
    }

    int line() {
        return line;
    }
}
