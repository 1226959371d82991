package dev.nervure.examples.wordpiece;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a text into the numbers of a BERT vocabulary (Wu and others 2016, Devlin and others 2018): words without case and
 * accents, each cut into the longest pieces that the vocabulary has. Safe for use by many threads.
 */
public final class WordPiece {
    private static final String START = "[CLS]";
    private static final String END = "[SEP]";
    private static final String UNKNOWN = "[UNK]";
    private static final String INSIDE = "##"; // before a piece that does not begin a word

    /** Longer words are unknown, so that no text takes long. */
    private static final int LONGEST_WORD = 100;

    /** These stand for themselves wherever a text has them. */
    private static final Pattern SPECIAL = Pattern.compile("\\[(?:CLS|SEP|UNK|PAD|MASK)]");

    private final Map<String, Integer> vocabulary;

    /**
     * A tokenizer for a vocabulary.
     *
     * @param vocabulary the number of each piece; those inside words begin with {@code ##}
     * @throws NoSuchElementException if a piece that every text needs is missing
     */
    public WordPiece(Map<String, Integer> vocabulary) {
        this.vocabulary = new HashMap<>(vocabulary);
        for (String needed : List.of(START, END, UNKNOWN)) {
            number(needed);
        }
    }

    /**
     * A tokenizer for the vocabulary of a file of Hugging Face's tokenizers.
     *
     * @param tokenizer the file {@code tokenizer.json} of a model with WordPiece and without case; stays open
     * @throws IllegalArgumentException if the file is of another kind of tokenizer
     */
    public static WordPiece of(InputStream tokenizer) {
        JsonObject model = JsonParser.parseReader(new InputStreamReader(tokenizer, StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonObject("model");
        String type = model.get("type").getAsString();
        if (!type.equals("WordPiece")) {
            throw new IllegalArgumentException("the tokenizer is a " + type + ", not a WordPiece");
        }
        Map<String, Integer> vocabulary = new HashMap<>();
        model.getAsJsonObject("vocab").asMap().forEach((piece, number) -> vocabulary.put(piece, number.getAsInt()));
        return new WordPiece(vocabulary);
    }

    /**
     * The numbers of a text's pieces, with the marks of beginning and end.
     *
     * @param text any text
     * @param most the most numbers, at least 2; what is beyond is cut off before the mark of the end
     * @return the number of each piece, {@code [CLS]} first and {@code [SEP]} last
     */
    public int[] encode(String text, int most) {
        List<Integer> numbers = new ArrayList<>(List.of(number(START)));
        Matcher special = SPECIAL.matcher(text);
        int done = 0;
        while (special.find()) {
            addWords(text.substring(done, special.start()), numbers);
            numbers.add(number(special.group()));
            done = special.end();
        }
        addWords(text.substring(done), numbers);
        List<Integer> kept = numbers.subList(0, Math.min(numbers.size(), most - 1));
        kept.add(number(END));
        return kept.stream().mapToInt(i -> i).toArray();
    }

    private void addWords(String text, List<Integer> numbers) {
        for (String word : Words.of(text)) {
            addPieces(word, numbers);
        }
    }

    /** The longest piece that the word begins with, then the longest of the rest; a word that fits nowhere is unknown. */
    private void addPieces(String word, List<Integer> numbers) {
        int[] characters = word.codePoints().toArray();
        List<Integer> pieces = new ArrayList<>();
        int from = 0;
        while (from < characters.length && characters.length <= LONGEST_WORD) {
            int to = characters.length;
            Integer piece = piece(characters, from, to);
            while (piece == null && --to > from) {
                piece = piece(characters, from, to);
            }
            if (piece == null) {
                break;
            }
            pieces.add(piece);
            from = to;
        }
        if (from == characters.length) {
            numbers.addAll(pieces);
        } else {
            numbers.add(number(UNKNOWN));
        }
    }

    private Integer piece(int[] characters, int from, int to) {
        String text = new String(characters, from, to - from);
        return vocabulary.get(from == 0 ? text : INSIDE + text);
    }

    private int number(String piece) {
        Integer number = vocabulary.get(piece);
        if (number == null) {
            throw new NoSuchElementException("the vocabulary has no " + piece);
        }
        return number;
    }
}
