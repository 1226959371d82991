package dev.nervure.processor.frontend;

/** Why a definition cannot run, and where that is: the top-level class and the line, 0 where there is none. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;
    private final int line;
    private final boolean missing;

    private Refusal(String text, String place, int line, boolean missing) {
        super(text);
        this.place = place;
        this.line = line;
        this.missing = missing;
    }

    Refusal(String text, String place, int line) {
        this(text, place, line, false);
    }

    Refusal(String text) {
        this(text, "", 0);
    }

    /** The same for want of a class, which another processor may still write. */
    Refusal forWantOfAClass() {
        return new Refusal(text(), place, line, true);
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

    boolean isForWantOfAClass() {
        return missing;
    }
}
