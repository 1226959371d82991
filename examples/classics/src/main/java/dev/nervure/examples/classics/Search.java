package dev.nervure.examples.classics;

import dev.nervure.examples.digits.data.DigitImages;
import dev.nervure.training.Dataset;
import dev.nervure.training.Metric;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Looks for settings: nine on a grid and nine at random, each judged by three folds (Bergstra and Bengio 2012). */
final class Search {
    /** What is looked for. */
    private record Settings(String how, float rate, int batch, float decay) {}

    private record Tried(Settings settings, double accuracy) {}

    private Search() {}

    static double run(long seed, PrintStream out) {
        DigitImages.Split images = DigitImages.load().split();
        Dataset train = Dataset.of(images.train().pixels(), images.train().labels());
        List<Settings> candidates = new ArrayList<>();
        for (float rate : new float[] {1e-3f, 1e-2f, 1e-1f}) {
            for (int batch : new int[] {16, 64, 256}) {
                candidates.add(new Settings("grid", rate, batch, 0.01f));
            }
        }
        Random random = new Random(seed);
        for (int i = 0; i < 9; i++) {
            float rate = (float) Math.pow(10, -1 - 2 * random.nextDouble());
            int batch = 16 << random.nextInt(5);
            candidates.add(new Settings("random", rate, batch, (float) Math.pow(10, -4 * random.nextDouble())));
        }
        List<Dataset.Split> folds = train.folds(3, seed);
        List<Tried> tried = candidates.parallelStream()
                .map(s -> new Tried(
                        s,
                        folds.stream()
                                .mapToDouble(f -> accuracy(s, f.train(), f.test(), seed))
                                .average()
                                .orElseThrow()))
                .sorted(Comparator.comparing(t -> -t.accuracy))
                .toList();
        out.println("        learning rate  batch  weight decay  accuracy");
        for (Tried t : tried) {
            Settings s = t.settings;
            out.printf(Locale.ROOT, "%-6s  %13.4f  %5d  %12.4f  %8.4f%n", s.how, s.rate, s.batch, s.decay, t.accuracy);
        }
        Dataset test = Dataset.of(images.test().pixels(), images.test().labels());
        return accuracy(tried.get(0).settings, train, test, seed);
    }

    private static double accuracy(Settings s, Dataset train, Dataset test, long seed) {
        ReaderModel model = ReaderModel.create(seed);
        Trainer trainer = Trainer.of(model)
                .optimizer(Optimizers.adamW(s.rate).weightDecay(s.decay))
                .batchSize(s.batch)
                .epochs(4)
                .seed(seed)
                .metrics(Metric.accuracy());
        trainer.fit(train);
        return trainer.evaluate(test).metric("accuracy");
    }
}
