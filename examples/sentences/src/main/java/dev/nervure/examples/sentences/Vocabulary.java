package dev.nervure.examples.sentences;

import java.util.List;
import java.util.stream.Stream;

/** The words that occur, each with a number. */
final class Vocabulary {
    private final List<String> words;

    Vocabulary(Stream<String> text) {
        words = text.distinct().sorted().toList();
    }

    int size() {
        return words.size();
    }

    String word(int number) {
        return words.get(number);
    }

    int[] numbers(List<String> text) {
        return text.stream().mapToInt(this::number).toArray();
    }

    private int number(String word) {
        int number = words.indexOf(word);
        if (number < 0) {
            throw new IllegalArgumentException("no such word: " + word);
        }
        return number;
    }
}
