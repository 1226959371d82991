package dev.nervure.examples.digits.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.examples.digits.data.DigitImages;
import dev.nervure.examples.digits.data.Readings;
import dev.nervure.training.TrainingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvDigitsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void readsWhatItHasNotSeen(long seed) {
        DigitImages.Split images = DigitImages.load().split();
        ConvDigitsModel model = ConvDigitsModel.create(seed);
        Main.train(model, images.train(), seed, new TrainingListener() {});
        assertThat(Readings.of(model::predict, images.test()).accuracy()).isGreaterThanOrEqualTo(0.985);
    }
}
