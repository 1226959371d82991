package dev.nervure.examples.fashion;

import dev.nervure.training.Augmentation;
import dev.nervure.training.ConsoleProgress;
import dev.nervure.training.Dataset;
import dev.nervure.training.Idx;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Predictions;
import dev.nervure.training.Schedule;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;

/** Learns Fashion-MNIST from images that are mirrored and shifted in each epoch, and shows what it confuses. */
public final class Main {
    /** Where Debian's package {@code dataset-fashion-mnist} puts the four files. */
    static final Path FILES = Path.of(System.getProperty("fashion", "/usr/share/datasets/fashion-mnist"));

    static final String[] KINDS = {
        "T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"
    };

    private Main() {}

    public static void main(String[] args) {
        if (!Files.isDirectory(FILES)) {
            System.out.println(
                    "There is no " + FILES + ". Install Debian's dataset-fashion-mnist, or say -Dfashion=folder.");
            return;
        }
        FashionModel model = FashionModel.create(1);
        train(model, read("train"), 10, ConsoleProgress.create());
        Predictions said = Trainer.of(model).predictions(read("t10k"));
        System.out.print(said.confusion().table(KINDS));
    }

    static Dataset read(String part) {
        return Idx.dataset(
                FILES.resolve(part + "-images-idx3-ubyte.gz"), FILES.resolve(part + "-labels-idx1-ubyte.gz"));
    }

    static void train(FashionModel model, Dataset images, int epochs, TrainingListener listener) {
        Trainer.of(model)
                .optimizer(Optimizers.adamW(4e-3f))
                .schedule(Schedule.oneCycle(0.2f))
                .batchSize(128)
                .epochs(epochs)
                .threads(2)
                .listener(listener)
                .fit(images.map(Augmentation.of(1, 28, 28).flip().shift(1)));
    }
}
