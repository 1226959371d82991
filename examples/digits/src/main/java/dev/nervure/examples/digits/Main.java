package dev.nervure.examples.digits;

import dev.nervure.examples.digits.data.DigitImages;
import dev.nervure.examples.digits.data.Drawing;
import dev.nervure.examples.digits.data.Readings;
import dev.nervure.training.ConsoleProgress;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Schedule;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** Learns to read handwritten digits, and shows how well. */
public final class Main {
    private Main() {}

    /** @param args the folder that the build writes to; {@code target} if it is not given */
    public static void main(String[] args) throws IOException {
        Path build = Path.of(args.length > 0 ? args[0] : "target").toAbsolutePath();
        Path shown = Path.of("").toAbsolutePath().relativize(build);
        DigitImages.Split images = DigitImages.load().split();
        DigitsModel model = DigitsModel.create(1);
        train(model, images.train(), 1, ConsoleProgress.create());
        showReadings(model, images.test());
        showFile(model, images.test(), shown.resolve("digits.safetensors"));
        showSources(shown.resolve("generated-sources/annotations/dev/nervure/examples/digits"));
    }

    /** How the example learns: the same for every seed. */
    static void train(DigitsModel model, DigitImages images, long seed, TrainingListener listener) {
        Trainer.of(model)
                .optimizer(Optimizers.adamW(3e-3f).weightDecay(0.1f))
                .schedule(Schedule.cosine())
                .batchSize(32)
                .epochs(40)
                .seed(seed)
                .listener(listener)
                .fit(Dataset.of(images.pixels(), images.labels()));
    }

    private static void showReadings(DigitsModel model, DigitImages images) {
        Readings readings = Readings.of(model::predict, images);
        say("%nOf %d images that it has not seen it reads %.1f %% right.%n", images.size(), 100 * readings.accuracy());
        say("%s", readings.table());
        readings.misread().stream().findFirst().ifPresent(image -> {
            say("%nA %d that it reads as %d:%n", images.labels()[image], readings.read(image));
            say("%s", Drawing.of(images.pixels()[image]));
        });
    }

    private static void showFile(DigitsModel model, DigitImages images, Path file) throws IOException {
        model.save(file);
        DigitsModel loaded = DigitsModel.load(file);
        for (float[] image : images.pixels()) {
            if (!Arrays.equals(model.predict(image), loaded.predict(image))) {
                throw new IllegalStateException("the model that was loaded predicts something else than the one saved");
            }
        }
        say("%nSaved to %s (%,d bytes); loaded again, it gives the same bits.", file, Files.size(file));
    }

    private static void showSources(Path folder) throws IOException {
        say("%nWhat javac compiled, for you to read:");
        try (Stream<Path> sources = Files.list(folder)) {
            sources.filter(Files::isRegularFile).sorted().forEach(source -> say("  %s", source));
        }
    }

    private static void say(String format, Object... args) {
        System.out.printf(Locale.ROOT, format + "%n", args);
    }
}
