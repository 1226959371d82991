package dev.nervure.examples.lessons;

import dev.nervure.examples.sentences.TrainedSentences;
import dev.nervure.inspection.BarChart;
import dev.nervure.inspection.HeatMap;
import dev.nervure.inspection.Inspection;
import dev.nervure.training.ConsoleProgress;
import dev.nervure.training.TrainingListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the heads of a small transformer look at where they read "it", and what it expects next. */
final class LookingAtWords {
    static final List<String> SENTENCE =
            List.of("the bird that saw the old cat slept on the branch and then it ate the".split(" "));
    static final List<String> BEGINNING = List.of("the cat sat on the".split(" "));

    /** How much a head looks from "it" at the animal that the sentence is about, on average over unseen sentences. */
    record Head(String layer, int number, double share) {}

    private final TrainedSentences trained;

    private LookingAtWords(TrainedSentences trained) {
        this.trained = trained;
    }

    static LookingAtWords train() {
        return train(TrainedSentences.EPOCHS, ConsoleProgress.create());
    }

    static LookingAtWords train(int epochs, TrainingListener listener) {
        return new LookingAtWords(TrainedSentences.train(epochs, listener));
    }

    /** Every head. */
    List<Head> heads() {
        List<List<String>> sentences = sentencesWithIt();
        List<Head> heads = new ArrayList<>();
        Inspection first = trained.read(sentences.get(0));
        for (String layer : first.attentions()) {
            double[] sums = new double[first.attention(layer, 0).length];
            for (List<String> sentence : sentences) {
                float[][][] weights = trained.read(sentence).attention(layer, 0);
                for (int h = 0; h < sums.length; h++) {
                    sums[h] += weights[h][sentence.indexOf("it")][animal(sentence)];
                }
            }
            for (int h = 0; h < sums.length; h++) {
                heads.add(new Head(layer, h + 1, sums[h] / sentences.size()));
            }
        }
        return heads;
    }

    /** The head that looks at the animal most. */
    Head most() {
        return heads().stream().max(Comparator.comparingDouble(Head::share)).orElseThrow();
    }

    /** What a head would give the animal if it looked at all words so far alike, on average. */
    double evenly() {
        return sentencesWithIt().stream()
                .mapToDouble(sentence -> 1.0 / (sentence.indexOf("it") + 1))
                .average()
                .orElseThrow();
    }

    Map<String, Double> nextWords() {
        return trained.nextWords(BEGINNING, 8);
    }

    private List<List<String>> sentencesWithIt() {
        return trained.unseen().stream()
                .filter(sentence -> sentence.contains("it"))
                .map(sentence -> sentence.subList(0, sentence.size() - 1)) // the network reads all but the last
                .toList();
    }

    /** "the bird …" or "the old bird …": what stands before the verb, or before "that". */
    private static int animal(List<String> sentence) {
        return List.of("small", "old", "black", "white", "tired").contains(sentence.get(1)) ? 2 : 1;
    }

    void show(Sheet sheet) {
        Inspection look = trained.read(SENTENCE);
        int it = SENTENCE.indexOf("it");
        sheet.say(
                "\"%s …\": \"it\" is the %s. Each head of the trained network looks from \"it\" at",
                String.join(" ", SENTENCE), SENTENCE.get(animal(SENTENCE)));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("head", "most at", "weight", "at the animal", "the same over all unseen sentences"));
        for (Head head : heads()) {
            float[] weights = look.attention(head.layer, 0)[head.number - 1][it];
            int most = 0;
            for (int j = 1; j <= it; j++) {
                most = weights[j] > weights[most] ? j : most;
            }
            rows.add(List.of(
                    "block " + head.layer.replaceAll("\\D", "") + ", head " + head.number,
                    SENTENCE.get(most),
                    percent(weights[most]),
                    percent(weights[animal(SENTENCE)]),
                    percent(head.share)));
        }
        sheet.table(rows);
        sheet.say("Looking at all words alike would give the animal %s.", percent(evenly()));
        Head best = most();
        sheet.chart(
                "it",
                HeatMap.of(
                        "What each word looks at: block " + best.layer.replaceAll("\\D", "") + ", head " + best.number,
                        look.attention(best.layer, 0)[best.number - 1],
                        SENTENCE,
                        SENTENCE));
        for (String layer : look.attentions()) {
            sheet.chart("block" + layer.replaceAll("\\D", ""), look.attentionChart(layer, 0, SENTENCE, SENTENCE));
        }
        sheet.say("Then the word that comes next after \"%s\".", String.join(" ", BEGINNING));
        Map<String, Double> next = nextWords();
        List<List<String>> words = new ArrayList<>();
        words.add(List.of("next word", "probability"));
        next.forEach((word, probability) -> words.add(List.of(word, percent(probability))));
        sheet.table(words);
        sheet.chart(
                "next",
                BarChart.of("After \"" + String.join(" ", BEGINNING) + "\", in per cent", List.copyOf(next.keySet()))
                        .bars(
                                "probability",
                                next.values().stream().mapToDouble(p -> 100 * p).toArray()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
