package dev.nervure.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the JSON of a file's header token by token, strictly by RFC 8259, through a small buffer: of the text only what the
 * caller keeps is ever in memory. The caller asks for what must come next, so nesting is as deep as the caller's own and
 * anything unexpected ends the reading at once.
 */
final class JsonReader {
    private static final int BUFFER = 1 << 12;
    private static final int END = -1;

    private final ByteSource source;
    private final long start;
    private final long length;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long loaded; // bytes of the text that have passed the buffer or are in it
    private long room; // characters that strings may still have

    /**
     * @param start where the text begins in the source
     * @param length of the text in bytes
     * @param characters the most that all strings together may have
     */
    JsonReader(ByteSource source, long start, long length, long characters) {
        this.source = source;
        this.start = start;
        this.length = length;
        this.room = characters;
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
        if (peek() == c) {
            take();
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
        for (int c = take(); c != '"'; c = take()) {
            if (c == END) {
                throw broken("a string without end", at());
            }
            if (c < ' ') {
                throw broken("a control character inside a string", at() - 1);
            }
            if (--room < 0) {
                throw broken("more text than such a file has", at() - 1);
            }
            if (c == '\\') {
                value.append(escaped());
            } else {
                value.appendCodePoint(c < 0x80 ? c : codePoint(c));
            }
        }
        return value.toString();
    }

    /** An integer of 0 … 2⁶³ − 1, the only numbers that a header has. */
    long integer() {
        skipSpace();
        long from = at();
        long value = 0;
        for (int c = peek(); c >= '0' && c <= '9'; c = peek()) {
            take();
            if (at() - from == 2 && value == 0) {
                throw broken("a number with a leading zero", from);
            }
            int digit = c - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw broken("a number of 2⁶³ or more", from);
            }
            value = 10 * value + digit;
        }
        if (at() == from) {
            throw expected("a non-negative integer");
        }
        return value;
    }

    /** Nothing but white space may follow. */
    void end() {
        skipSpace();
        if (peek() != END) {
            throw expected("the end");
        }
    }

    private char escaped() {
        int c = take();
        switch (c) {
            case '"':
            case '\\':
            case '/':
                return (char) c;
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
            case END:
                throw broken("a string without end", at());
            default:
                throw broken("an unknown escape in a string", at() - 1);
        }
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int c = peek();
            int digit = c >= 0 && c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw broken("an escape without four hexadecimal digits", at());
            }
            value = (value << 4) | digit;
            take();
        }
        return (char) value;
    }

    /** The character that begins with a byte of 128 or more, in UTF-8 as Unicode defines it: in its shortest form. */
    private int codePoint(int first) {
        long from = at() - 1;
        int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
        int value = first & (0x3F >> more);
        for (int i = 0; i < more && value >= 0; i++) {
            int next = peek();
            value = next >= 0x80 && next < 0xC0 ? (value << 6) | (take() & 0x3F) : -1;
        }
        int least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
        if (first < 0xC0
                || first > 0xF7
                || value < least
                || value > Character.MAX_CODE_POINT
                || (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE)) {
            throw broken("a character that is not UTF-8", from);
        }
        return value;
    }

    private void skipSpace() {
        for (int c = peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = peek()) {
            take();
        }
    }

    /** The next byte as a number of 0 … 255, or {@link #END}. */
    private int peek() {
        return buffer.hasRemaining() || load() ? buffer.get(buffer.position()) & 0xFF : END;
    }

    private int take() {
        int c = peek();
        if (c != END) {
            buffer.position(buffer.position() + 1);
        }
        return c;
    }

    /** Where the next byte is in the text. */
    private long at() {
        return loaded - buffer.remaining();
    }

    private boolean load() {
        int count = (int) Math.min(BUFFER, length - loaded);
        if (count == 0) {
            return false;
        }
        try {
            source.read(start + loaded, buffer.clear().limit(count));
        } catch (IOException e) {
            throw source.unreadable(e);
        }
        buffer.flip();
        loaded += count;
        return true;
    }

    private WeightsFileException expected(String what) {
        skipSpace();
        int c = peek();
        String found = c == END ? "the end" : c >= ' ' && c < 0x7F ? "'" + (char) c + "'" : "the byte " + c;
        return broken("expected " + what + ", found " + found, at());
    }

    private WeightsFileException broken(String problem, long where) {
        return source.broken("broken JSON in the header at byte " + where + ": " + problem);
    }
}
