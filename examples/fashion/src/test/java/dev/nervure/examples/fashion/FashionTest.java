package dev.nervure.examples.fashion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingListener;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class FashionTest {
    /** A tenth of the images, twice: far from what ten epochs over all of them reach, and far from chance. */
    @Test
    void learnsFromATenthOfTheImages() {
        assumeTrue(Files.isDirectory(Main.FILES), "needs Debian's dataset-fashion-mnist");
        FashionModel model = FashionModel.create(1);
        Main.train(model, Main.read("train").subset(0, 6000), 2, new TrainingListener() {});
        double accuracy =
                Trainer.of(model).evaluate(Main.read("t10k").subset(0, 2000)).metric("accuracy");
        assertThat(accuracy).isGreaterThan(0.75);
    }
}
