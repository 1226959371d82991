package dev.nervure.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.examples.digits.data.DigitImages;
import dev.nervure.examples.digits.data.Readings;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingListener;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DigitsTest {
    @Test
    void readsWhatItHasNotSeen() {
        DigitImages.Split images = DigitImages.load().split();
        double[] accuracies = LongStream.rangeClosed(1, 5)
                .mapToDouble(seed -> {
                    DigitsModel model = DigitsModel.create(seed);
                    Main.train(model, images.train(), seed, new TrainingListener() {});
                    return Readings.of(model::predict, images.test()).accuracy();
                })
                .toArray();
        double mean = Arrays.stream(accuracies).average().orElseThrow();
        assertThat(Arrays.stream(accuracies).min().orElseThrow()).isGreaterThanOrEqualTo(0.97);
        assertThat(mean).isGreaterThanOrEqualTo(0.975);
    }

    /** The network that is declared by code. */
    @Test
    void readsThroughResidualBlocks() {
        DigitImages.Split images = DigitImages.load().split();
        ResidualDigitsModel model = ResidualDigitsModel.create(1);
        Trainer.of(model)
                .optimizer(Optimizers.adamW(3e-3f))
                .batchSize(32)
                .epochs(10)
                .fit(Dataset.of(images.train().pixels(), images.train().labels()));
        assertThat(Readings.of(model::predict, images.test()).accuracy()).isGreaterThanOrEqualTo(0.95);
    }
}
