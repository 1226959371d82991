package dev.nervure.examples.service;

import dev.nervure.examples.digits.data.DigitImages;
import dev.nervure.examples.sentences.TrainedSentences;
import dev.nervure.training.ConsoleProgress;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Schedule;
import dev.nervure.training.Trainer;
import java.nio.file.Path;

/** Makes the weights that the service starts with. */
public final class Learn {
    private Learn() {}

    /** @param args the folder to write to */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        DigitImages images = DigitImages.load().split().train();
        DigitsModel digits = DigitsModel.create(1);
        Trainer.of(digits)
                .optimizer(Optimizers.adamW(3e-3f))
                .schedule(Schedule.cosine())
                .epochs(40)
                .seed(1)
                .listener(ConsoleProgress.create())
                .fit(Dataset.of(images.pixels(), images.labels()));
        digits.save(folder.resolve("digits.safetensors"));
        TrainedSentences.train(TrainedSentences.EPOCHS, ConsoleProgress.create())
                .model()
                .save(folder.resolve("next-word.safetensors"));
    }
}
