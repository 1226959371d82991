package dev.nervure.examples.stories;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Precision;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Measures how many tokens a second are written, each the most likely one after those before, from an empty text to
 * {@value #LENGTH} tokens, with random weights: {@code [rounds]}. Prints a table; each figure is the median of the rounds, by the
 * time of the processor, so that other work on the machine counts little.
 */
public final class Speed {
    private static final int LENGTH = 256;
    private static final int SEQUENCES = 8;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Speed() {}

    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        System.out.println("| parameters | one sequence | 8-bit weights | 8 sequences | read at once |");
        System.out.println("|---|---|---|---|---|");
        StoryModel story = random(StoryModel.create(1));
        row("260 thousand", rounds, Subject.of(story), Subject.of(story.withPrecision(Precision.INT8)));
        FifteenModel fifteen = random(FifteenModel.create(1));
        row("15 million", rounds, Subject.of(fifteen), Subject.of(fifteen.withPrecision(Precision.INT8)));
    }

    private static void row(String name, int rounds, Subject floats, Subject bytes) {
        double one = perSecond(rounds, LENGTH, floats::write);
        double small = perSecond(rounds, LENGTH, bytes::write);
        double several = perSecond(rounds, SEQUENCES * LENGTH, floats::writeSeveral);
        double read = perSecond(rounds, LENGTH, floats::read);
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f (%.2fx) | %,.0f (%.1fx) | %,.0f (%.1fx) |%n",
                name,
                one,
                small,
                small / one,
                several,
                several / one,
                read,
                read / one);
    }

    private static double perSecond(int rounds, int tokens, Runnable work) {
        double[] perSecond = new double[rounds];
        long warm = THREADS.getCurrentThreadCpuTime() + 2_000_000_000L; // HotSpot needs seconds for the largest methods
        while (THREADS.getCurrentThreadCpuTime() < warm) {
            work.run();
        }
        for (int i = 0; i < rounds; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            work.run();
            perSecond[i] = tokens * 1e9 / (THREADS.getCurrentThreadCpuTime() - start);
        }
        Arrays.sort(perSecond);
        return perSecond[rounds / 2];
    }

    /** Values between −0.05 and 0.05. */
    private static <M extends Model> M random(M model) {
        Random random = new Random(1);
        for (Parameter parameter : model.weights()) {
            float[] values = parameter.values();
            for (int i = 0; i < values.length; i++) {
                values[i] = (random.nextFloat() - 0.5f) * 0.1f;
            }
            parameter.set(values);
        }
        return model;
    }

    /**
     * What is measured of a network.
     *
     * @param tokens how many there are
     * @param step writes a token of one sequence
     * @param reset begins a text
     * @param several begins texts of all sequences; what it gives writes a token of each
     * @param feed reads a text at once
     */
    private record Subject(
            int tokens,
            IntFunction<float[]> step,
            Runnable reset,
            IntFunction<Function<int[], float[]>> several,
            Function<int[], float[]> feed) {
        static Subject of(StoryModel model) {
            StoryStream stream = model.newStream();
            return new Subject(
                    Story.TOKENS,
                    stream::step,
                    stream::reset,
                    count -> {
                        StoryStreams streams = model.newStreams(count);
                        for (int s = 0; s < count; s++) {
                            streams.join();
                        }
                        return streams::step;
                    },
                    text -> stream.feed(text, text.length));
        }

        static Subject of(FifteenModel model) {
            FifteenStream stream = model.newStream();
            return new Subject(
                    Fifteen.TOKENS,
                    stream::step,
                    stream::reset,
                    count -> {
                        FifteenStreams streams = model.newStreams(count);
                        for (int s = 0; s < count; s++) {
                            streams.join();
                        }
                        return streams::step;
                    },
                    text -> stream.feed(text, text.length));
        }

        void write() {
            reset.run();
            int token = Vocabulary.BEGIN;
            for (int i = 0; i < LENGTH; i++) {
                token = greatest(step.apply(token), 0);
            }
        }

        void writeSeveral() {
            Function<int[], float[]> next = several.apply(SEQUENCES);
            int[] last = new int[SEQUENCES];
            for (int s = 0; s < SEQUENCES; s++) {
                last[s] = Vocabulary.BEGIN + s; // other texts, so that they differ
            }
            for (int i = 0; i < LENGTH; i++) {
                float[] logits = next.apply(last);
                for (int s = 0; s < SEQUENCES; s++) {
                    last[s] = greatest(logits, s * tokens);
                }
            }
        }

        void read() {
            reset.run();
            int[] text = new int[LENGTH];
            Arrays.setAll(text, i -> 7 * i % tokens);
            feed.apply(text);
        }

        private int greatest(float[] logits, int from) {
            int best = 0;
            for (int token = 1; token < tokens; token++) {
                best = logits[from + token] > logits[from + best] ? token : best;
            }
            return best;
        }
    }
}
