package dev.nervure.examples.embeddings;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Answers questions by the nearest of some sentences: {@code Main "Where is my parcel?"}. */
final class Main {
    private static final List<String> ANSWERS = List.of(
            "You can reset your password on the login page.",
            "Orders arrive within three days.",
            "We accept credit cards and bank transfers.",
            "Our office is open from nine to five.",
            "Items can be returned within a month.");

    private static final List<String> QUESTIONS = List.of(
            "I forgot how to sign in.", "Where is my parcel?", "How can I pay?", "When do you open?", "How do I send a shirt back?");

    private Main() {}

    private record Answer(String text, float likeness) {}

    public static void main(String[] args) throws IOException {
        Sentences sentences = Sentences.load();
        List<float[]> meanings = ANSWERS.stream().map(sentences::meaning).toList();
        List<String> questions = args.length > 0 ? List.of(args) : QUESTIONS;
        for (String question : questions) {
            float[] meaning = sentences.meaning(question);
            Answer nearest = IntStream.range(0, ANSWERS.size())
                    .mapToObj(i -> new Answer(ANSWERS.get(i), Sentences.likeness(meaning, meanings.get(i))))
                    .max(Comparator.comparing(Answer::likeness))
                    .orElseThrow();
            System.out.printf(Locale.ROOT, "%-28s %.2f  %s%n", question, nearest.likeness(), nearest.text());
        }
    }
}
