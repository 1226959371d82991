package dev.nervure.examples.classics;

import dev.nervure.training.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A word of {@link Reversal}: numbers of letters. */
record Word(List<Integer> letters) {
    static Word of(int... letters) {
        return new Word(Arrays.stream(letters).boxed().toList());
    }

    /** All words that there are, in a random order. */
    static List<Word> all(long seed) {
        List<Word> words = new ArrayList<>(List.of(of()));
        for (int length = 0; length < Reversal.LENGTH; length++) {
            words = words.stream()
                    .flatMap(word -> IntStream.range(0, Reversal.LETTERS).mapToObj(word::with))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        Collections.shuffle(words, new Random(seed));
        return words;
    }

    private Word with(int letter) {
        List<Integer> longer = new ArrayList<>(letters);
        longer.add(letter);
        return new Word(List.copyOf(longer));
    }

    Word reversed() {
        return of(IntStream.range(0, letters.size())
                .map(i -> letters.get(letters.size() - 1 - i))
                .toArray());
    }

    int[] array() {
        return letters.stream().mapToInt(letter -> letter).toArray();
    }

    /** What training sees: the word, each right letter's predecessor, and the right letters. */
    Sample sample() {
        int[] wanted = reversed().array();
        int[] before = new int[wanted.length];
        before[0] = Reversal.LETTERS;
        System.arraycopy(wanted, 0, before, 1, wanted.length - 1);
        return Sample.named().ints("word", array()).ints("before", before).ints("targets", wanted);
    }

    @Override
    public String toString() {
        return letters.stream().map(letter -> Character.toString('a' + letter)).collect(Collectors.joining());
    }
}
