package dev.nervure.examples.classics;

import dev.nervure.examples.digits.data.DigitImages;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Several models, trained at the same time on one data set, vote (Hansen and Salamon 1990). */
final class Ensemble {
    private Ensemble() {}

    static double run(long seed, PrintStream out) {
        DigitImages.Split images = DigitImages.load().split();
        Dataset train = Dataset.of(images.train().pixels(), images.train().labels());
        List<ReaderModel> models = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> {
                    ReaderModel model = ReaderModel.create(8 * seed + i);
                    Trainer.of(model)
                            .optimizer(Optimizers.adam(3e-3f))
                            .batchSize(32)
                            .epochs(8)
                            .seed(8 * seed + i)
                            .fit(train);
                    return model;
                })
                .toList();
        for (ReaderModel model : models) {
            out.printf(Locale.ROOT, "alone %.4f%n", accuracy(List.of(model), images.test()));
        }
        return accuracy(models, images.test());
    }

    private static double accuracy(List<ReaderModel> models, DigitImages images) {
        int right = 0;
        for (int i = 0; i < images.size(); i++) {
            double[] votes = new double[10];
            for (ReaderModel model : models) {
                float[] logits = model.predict(images.pixels()[i]);
                double sum = 0;
                for (float logit : logits) {
                    sum += Math.exp(logit);
                }
                for (int k = 0; k < 10; k++) {
                    votes[k] += Math.exp(logits[k]) / sum;
                }
            }
            int read = IntStream.range(0, 10).reduce(0, (a, b) -> votes[b] > votes[a] ? b : a);
            right += read == images.labels()[i] ? 1 : 0;
        }
        return (double) right / images.size();
    }
}
