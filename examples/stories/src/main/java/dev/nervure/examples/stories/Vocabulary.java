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
 * its length and its bytes. Number 1 begins a text, number 2 ends one. From 3 on there may be one for each byte: characters that
 * are no piece are then written as bytes.
 */
final class Vocabulary {
    /** What stands for characters that have no piece, begins and ends a text. */
    static final List<String> MARKS = List.of("<unk>", "<s>", "</s>");

    static final int UNKNOWN = 0;
    static final int BEGIN = 1;
    static final int END = 2;
    private static final int BYTES = 3;

    private final String[] pieces;
    private final float[] scores;
    private final Map<String, Integer> numbers = new HashMap<>();

    private final Map<String, int[]> known = new HashMap<>();

    private Vocabulary(String[] pieces, float[] scores) {
        this.pieces = pieces;
        this.scores = scores;
        for (int i = 0; i < pieces.length; i++) {
            numbers.putIfAbsent(pieces[i], i);
        }
    }

    /** Pieces of which an earlier one is joined before a later one. */
    static Vocabulary of(List<String> pieces) {
        float[] scores = new float[pieces.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = -i;
        }
        return new Vocabulary(pieces.toArray(String[]::new), scores);
    }

    static Vocabulary read(Path file, int size) throws IOException {
        return read(Files.readAllBytes(file), size);
    }

    static Vocabulary read(byte[] file, int size) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
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

    /** Writes what {@link #read} reads. */
    void write(Path file) throws IOException {
        byte[][] texts = Arrays.stream(pieces)
                .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        int length = Arrays.stream(texts).mapToInt(text -> text.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(4 + 8 * pieces.length + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(Arrays.stream(texts).mapToInt(text -> text.length).max().orElse(0));
        for (int i = 0; i < pieces.length; i++) {
            bytes.putFloat(scores[i]).putInt(texts[i].length).put(texts[i]);
        }
        Files.write(file, bytes.array());
    }

    /** The bytes of a token, written after the one before it. {@link #BEGIN} begins a new paragraph. */
    byte[] bytes(int before, int token) {
        if (token == BEGIN) {
            return new byte[] {'\n'};
        }
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

    /** Words with the blank before them, and one before the first. */
    static String[] words(String text) {
        return (" " + text).split("(?= )");
    }

    /** The tokens of a text after {@link #BEGIN}. No piece goes beyond a word, so that words are cut one by one. */
    int[] tokens(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        return Arrays.stream(words(text))
                .flatMapToInt(word -> Arrays.stream(known.computeIfAbsent(word, this::ofWord)))
                .toArray();
    }

    /** Of neighbours, those whose union scores best are joined, again and again. */
    private int[] ofWord(String word) {
        List<Integer> tokens = new ArrayList<>();
        word.codePoints().mapToObj(Character::toString).forEach(c -> add(c, tokens));
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
        } else if (!pieces[BYTES].equals("<0x00>")) {
            tokens.add(UNKNOWN);
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
