package dev.nervure.runtime;

import java.nio.file.Path;

/**
 * Reads the JSON of a file's header token by token, strictly by RFC 8259. The caller asks for what must come next, so
 * nesting is as deep as the caller's own and anything unexpected ends the reading at once.
 */
final class JsonReader {
    private final Path file;
    private final String text;
    private int at;

    JsonReader(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Consumes {@code c}, after any white space. */
    void expect(char c) {
        if (!next(c)) {
            throw expected("'" + c + "'");
        }
    }

    /** Consumes {@code c}, after any white space, if it comes next. */
    boolean next(char c) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    /** After a member of an object or array: whether another one follows. */
    boolean more(char close) {
        if (next(',')) {
            return true;
        }
        if (next(close)) {
            return false;
        }
        throw expected("',' or '" + close + "'");
    }

    String string() {
        if (!next('"')) {
            throw expected("a string");
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                throw broken("a control character inside a string", at - 1);
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw broken("a string without end", at);
    }

    /** An integer of 0 … 2⁶³ − 1, the only numbers that a header has. */
    long integer() {
        skipSpace();
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw expected("a non-negative integer");
        }
        if (text.charAt(start) == '0' && at > start + 1) {
            throw broken("a number with a leading zero", start);
        }
        try {
            return Long.parseLong(text, start, at, 10);
        } catch (NumberFormatException e) {
            throw broken("a number of 2⁶³ or more", start);
        }
    }

    /** Nothing but white space may follow. */
    void end() {
        skipSpace();
        if (at < text.length()) {
            throw expected("the end");
        }
    }

    private char escaped() {
        if (at == text.length()) {
            throw broken("a string without end", at);
        }
        char c = text.charAt(at++);
        switch (c) {
            case '"':
            case '\\':
            case '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                return unicode();
            default:
                throw broken("an unknown escape in a string", at - 1);
        }
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() && text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw broken("an escape without four hexadecimal digits", at);
            }
            value = value << 4 | digit;
            at++;
        }
        return (char) value;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private WeightsFileException expected(String what) {
        skipSpace();
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return broken("expected " + what + ", found " + found, at);
    }

    private WeightsFileException broken(String problem, int where) {
        return new WeightsFileException(file, "broken JSON in the header at character " + where + ": " + problem);
    }
}
