package dev.nervure.examples.stories;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pieces of text by number, each with a score, as llama2.c reads them: the length of the longest, then of each piece its score,
 * its length and its bytes. Number 1 begins a text, number 2 ends one; from 3 on there is one for each byte.
 */
final class Vocabulary {
    static final int BEGIN = 1;
    static final int END = 2;
    private static final int BYTES = 3;

    private final String[] pieces;
    private final float[] scores;
    private final Map<String, Integer> numbers = new HashMap<>();

    private Vocabulary(String[] pieces, float[] scores) {
        this.pieces = pieces;
        this.scores = scores;
        for (int i = 0; i < pieces.length; i++) {
            numbers.putIfAbsent(pieces[i], i);
        }
    }

    static Vocabulary read(Path file, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.getInt();
        String[] pieces = new String[size];
        float[] scores = new float[size];
        for (int i = 0; i < size; i++) {
            scores[i] = bytes.getFloat();
            byte[] piece = new byte[bytes.getInt()];
            bytes.get(piece);
            pieces[i] = new String(piece, StandardCharsets.UTF_8);
        }
        return new Vocabulary(pieces, scores);
    }

    /** The bytes of a token, written after the one before it. */
    byte[] bytes(int before, int token) {
        int value = token - BYTES;
        if (value >= 0 && value < 256 && pieces[token].matches("<0x[0-9A-F]{2}>")) {
            return new byte[] {(byte) value};
        }
        // A text begins with a blank that is not its own.
        String piece = before == BEGIN && pieces[token].startsWith(" ") ? pieces[token].substring(1) : pieces[token];
        return piece.getBytes(StandardCharsets.UTF_8);
    }

    /** The text of tokens that follow {@link #BEGIN}. */
    String text(int... tokens) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int before = BEGIN;
        for (int token : tokens) {
            text.writeBytes(bytes(before, token));
            before = token;
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** The tokens of a text after {@link #BEGIN}: of neighbours, those whose union scores best are joined, again and again. */
    int[] tokens(String text) {
        List<Integer> tokens = new ArrayList<>();
        if (!text.isEmpty()) {
            (" " + text).codePoints().mapToObj(Character::toString).forEach(c -> add(c, tokens));
        }
        while (true) {
            int best = -1;
            Integer joined = null;
            for (int i = 0; i + 1 < tokens.size(); i++) {
                Integer union = numbers.get(pieces[tokens.get(i)] + pieces[tokens.get(i + 1)]);
                if (union != null && (joined == null || scores[union] > scores[joined])) {
                    best = i;
                    joined = union;
                }
            }
            if (joined == null) {
                return tokens.stream().mapToInt(Integer::intValue).toArray();
            }
            tokens.set(best, joined);
            tokens.remove(best + 1);
        }
    }

    private void add(String character, List<Integer> tokens) {
        Integer number = numbers.get(character);
        if (number != null) {
            tokens.add(number);
        } else {
            for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
                tokens.add((b & 0xff) + BYTES);
            }
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(pieces);
    }
}
