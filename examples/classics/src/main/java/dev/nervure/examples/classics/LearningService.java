package dev.nervure.examples.classics;

import dev.nervure.examples.digits.data.DigitImages;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Updater;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** A service that answers while it learns from its users, and takes back what a user with wrong labels taught it. */
final class LearningService {
    private static final int DAY = 100; // images that users send
    private static final int N = 20;

    private LearningService() {}

    static double run(long seed, PrintStream out) {
        DigitImages.Split images = DigitImages.load().split();
        float[][] pixels = images.train().pixels();
        ReaderModel learning = ReaderModel.create(seed);
        Updater updater = Updater.of(learning, Optimizers.adam(3e-3f));
        ReaderActivations a = learning.newTrainingActivations(N);
        ReaderGradients g = learning.newTrainingGradients(N);
        double last = 0;
        try (ReadingServer server = new ReadingServer(reader(learning.copy()))) {
            for (int day = 0; day < 10; day++) {
                boolean wrong = day % 5 == 4;
                double before = accuracy(reader(learning), images.test(), 0);
                updater.snapshot();
                for (int step = 0; step < 20; step++) { // four times over the day
                    int from = day * DAY + step * N % DAY;
                    for (int i = 0; i < N; i++) {
                        int sent = (from + i) * 1009 % pixels.length; // they are in the order of their digits
                        System.arraycopy(pixels[sent], 0, a.pixels(), 64 * i, 64);
                        a.targets()[i] = (images.train().labels()[sent] + (wrong ? 1 : 0)) % 10;
                    }
                    learning.forward(a, N, TrainingPass.of(seed, from));
                    learning.backward(a, g, N);
                    updater.step(g);
                }
                boolean worse = accuracy(reader(learning), images.test(), 0) < before - 0.1;
                if (worse) {
                    updater.restore(); // as if it had not happened, the optimiser too
                } else {
                    server.change(reader(learning.copy()));
                }
                last = accuracy(server::ask, images.test(), 1);
                String what = (wrong ? "wrong" : "right") + " labels, " + (worse ? "taken back" : "kept");
                out.printf(Locale.ROOT, "day %2d: %-24s the service reads %.2f%n", day + 1, what + ";", last);
            }
        }
        return last;
    }

    private static ToIntFunction<float[]> reader(ReaderModel model) {
        return pixels -> {
            float[] logits = model.predict(pixels);
            return IntStream.range(0, 10).reduce(0, (x, y) -> logits[y] > logits[x] ? y : x);
        };
    }

    /** Over every twelfth image: some to decide by, others to tell how it went. */
    private static double accuracy(ToIntFunction<float[]> reader, DigitImages images, int first) {
        int[] asked =
                IntStream.range(0, images.size()).filter(i -> i % 12 == first).toArray();
        long right = IntStream.of(asked)
                .filter(i -> reader.applyAsInt(images.pixels()[i]) == images.labels()[i])
                .count();
        return (double) right / asked.length;
    }
}
