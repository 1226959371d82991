package dev.nervure.examples.classics;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Runs one classic. */
public final class Main {
    /**
     * @param figure what {@link Classic#run} returns, in words
     * @param classic how it is computed
     */
    record Entry(String figure, Classic classic) {}

    static final Map<String, Entry> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("vae", new Entry("loss of unseen images, in nats", VariationalAutoencoder::run)),
            Map.entry("gan", new Entry("share of points on the ring", GenerativeAdversary::run)),
            Map.entry("dqn", new Entry("steps of the last episodes, of 200", CartPoleByValues::run)),
            Map.entry("seq2seq", new Entry("share of unseen words turned round", TurningRound::run)),
            Map.entry("ctc", new Entry("share of unseen labels misread", Spelling::run)),
            Map.entry("detection", new Entry("share of objects found, as their kind", FindingShapes::run)),
            Map.entry("physics", new Entry("greatest error of the motion", EquationOfMotion::run)),
            Map.entry("recommender", new Entry("error of unseen ratings, in stars", Recommender::run)),
            Map.entry("online", new Entry("accuracy of the service at the end", LearningService::run)),
            Map.entry("ensemble", new Entry("accuracy of eight models together", Ensemble::run)),
            Map.entry("search", new Entry("accuracy of what the search found", Search::run))));

    private Main() {}

    /** @param args the classic's name, then a seed if it is not 1 */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Entry entry = args.length == 0 ? null : ALL.get(args[0]);
        if (entry == null) {
            out.println("Which classic? -Dexec.args= one of " + String.join(", ", ALL.keySet()));
            return;
        }
        double figure = entry.classic.run(args.length > 1 ? Long.parseLong(args[1]) : 1, out);
        out.printf(Locale.ROOT, "%n%s: %.3f%n", entry.figure, figure);
    }
}
