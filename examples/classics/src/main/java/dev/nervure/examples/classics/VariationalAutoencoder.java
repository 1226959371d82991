package dev.nervure.examples.classics;

import dev.nervure.examples.digits.data.DigitImages;
import dev.nervure.examples.digits.data.Drawing;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import java.io.PrintStream;
import java.util.Random;

/** Learns what digits look like, and draws digits that nobody wrote. */
final class VariationalAutoencoder {
    private VariationalAutoencoder() {}

    static double run(long seed, PrintStream out) {
        DigitImages.Split images = DigitImages.load().split();
        VaeModel model = VaeModel.create(seed);
        Trainer trainer = Trainer.of(model)
                .optimizer(Optimizers.adam(3e-3f))
                .batchSize(32)
                .epochs(18)
                .seed(seed);
        trainer.fit(Dataset.of(images.train().pixels()));

        DecoderModel decoder = DecoderModel.create(seed);
        decoder.weights().setMatching(model.weights());
        Random random = new Random(seed);
        float[][] drawn = new float[6][];
        for (int i = 0; i < drawn.length; i++) {
            float[] code = new float[Codec.CODE];
            for (int k = 0; k < code.length; k++) {
                code[k] = (float) random.nextGaussian();
            }
            drawn[i] = decoder.predict(code);
        }
        out.println("Digits that nobody wrote:");
        out.println(Drawing.of(drawn));
        return trainer.evaluate(Dataset.of(images.test().pixels())).loss();
    }
}
