package dev.nervure.examples.digits.cnn;

import dev.nervure.examples.digits.data.DigitImages;
import dev.nervure.examples.digits.data.Drawing;
import dev.nervure.examples.digits.data.Readings;
import dev.nervure.training.ConsoleProgress;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Schedule;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingListener;
import java.util.Locale;

/** Learns to read handwritten digits with convolutions, and shows how well and by what. */
public final class Main {
    private static final int STROKES = 3; // so that the drawings fit a line of 80 characters

    private Main() {}

    public static void main(String[] args) {
        DigitImages.Split images = DigitImages.load().split();
        ConvDigitsModel model = ConvDigitsModel.create(1);
        train(model, images.train(), 1, ConsoleProgress.create());
        showReadings(model, images.test());
        showStrokes(model, images.test().pixels()[0]);
    }

    /** How the example learns: the same for every seed. */
    static void train(ConvDigitsModel model, DigitImages images, long seed, TrainingListener listener) {
        Trainer.of(model)
                .optimizer(Optimizers.adamW(3e-3f).weightDecay(0.1f))
                .schedule(Schedule.cosine())
                .batchSize(32)
                .epochs(30)
                .threads(2)
                .seed(seed)
                .listener(listener)
                .fit(Dataset.of(images.pixels(), images.labels()));
    }

    private static void showReadings(ConvDigitsModel model, DigitImages images) {
        Readings readings = Readings.of(model::predict, images);
        say("%nOf %d images that it has not seen it reads %.1f %% right.%n", images.size(), 100 * readings.accuracy());
        say("%s", readings.table());
        for (int image : readings.misread()) {
            say("%nA %d that it reads as %d:%n", images.labels()[image], readings.read(image));
            say("%s", Drawing.of(images.pixels()[image]));
        }
    }

    /** Draws an image and what the first channels of the first convolution make of it. */
    private static void showStrokes(ConvDigitsModel model, float[] image) {
        ConvDigitsActivations a = model.newActivations(1);
        System.arraycopy(image, 0, a.pixels(), 0, image.length);
        model.forward(a, 1);
        float[][] drawn = new float[1 + STROKES][image.length];
        drawn[0] = image;
        for (int channel = 0; channel < STROKES; channel++) {
            for (int i = 0; i < image.length; i++) {
                drawn[1 + channel][i] = Math.min(1f, a.strokes()[channel * image.length + i]);
            }
        }
        say("%nAn image, and the strokes that the first convolution finds in it:%n");
        say("%s", Drawing.of(drawn));
    }

    private static void say(String format, Object... args) {
        System.out.printf(Locale.ROOT, format + "%n", args);
    }
}
