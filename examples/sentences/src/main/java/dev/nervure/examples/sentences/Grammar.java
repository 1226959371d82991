package dev.nervure.examples.sentences;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes simple sentences about animals. Each animal has places and food of its own, so the end of a sentence depends on
 * its beginning, whatever stands between: <i>the old <b>bird</b> that heard the dog slept alone on the <b>branch</b>
 * and then it ate the <b>seed</b>.</i>
 */
final class Grammar {
    /** A sentence and the natural logarithm of its probability, which only its maker knows. */
    record Sentence(List<String> words, double logProbability) {}

    private record Animal(String name, String where, List<String> places, List<String> food) {}

    private static final List<Animal> ANIMALS = List.of(
            new Animal("cat", "on", List.of("mat", "sofa", "rug"), List.of("tuna", "cream", "butter")),
            new Animal("bird", "on", List.of("branch", "roof", "fence"), List.of("seed", "worm", "berry")),
            new Animal("horse", "in", List.of("field", "stable", "meadow"), List.of("hay", "carrot", "apple")),
            new Animal("frog", "in", List.of("pond", "well", "reeds"), List.of("fly", "beetle", "snail")),
            new Animal("mouse", "under", List.of("floor", "cupboard", "stairs"), List.of("cheese", "bread", "crumb")),
            new Animal("dog", "under", List.of("table", "bench", "porch"), List.of("bone", "meat", "sausage")));
    private static final List<String> LOOKS = List.of("", "small", "old", "black", "white", "tired");
    private static final List<String> SENSES = List.of("saw", "heard");
    private static final List<String> DEEDS = List.of("sat", "slept", "waited", "rested");
    private static final List<String> MANNERS = List.of("", "quietly", "alone", "happily");

    private final Random random;
    private final List<String> words = new ArrayList<>();
    private double logProbability;

    Grammar(long seed) {
        random = new Random(seed);
    }

    /** The next so many sentences. */
    List<Sentence> sentences(int count) {
        List<Sentence> sentences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sentences.add(sentence());
        }
        return sentences;
    }

    private Sentence sentence() {
        words.clear();
        logProbability = 0;
        Animal animal = animal();
        if (maybe()) {
            say("that " + pick(SENSES));
            animal();
        }
        say(pick(DEEDS));
        say(pick(MANNERS));
        say(animal.where + " the " + pick(animal.places));
        if (maybe()) {
            say("and then it ate the " + pick(animal.food));
        }
        say(".");
        return new Sentence(List.copyOf(words), logProbability);
    }

    private Animal animal() {
        say("the " + pick(LOOKS));
        Animal animal = pick(ANIMALS);
        say(animal.name);
        return animal;
    }

    private void say(String text) {
        if (!text.isBlank()) {
            words.addAll(List.of(text.trim().split(" ")));
        }
    }

    private <T> T pick(List<T> choices) {
        logProbability -= Math.log(choices.size());
        return choices.get(random.nextInt(choices.size()));
    }

    private boolean maybe() {
        return pick(List.of(true, false));
    }
}
