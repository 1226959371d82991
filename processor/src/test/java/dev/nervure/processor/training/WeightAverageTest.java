package dev.nervure.processor.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Model;
import dev.nervure.training.Dataset;
import dev.nervure.training.Trainer;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kernels that keep weights in an order of their own must see that validation looks at the mean, and training does not. */
@Tag("vector")
class WeightAverageTest {
    @Test
    void kernelsSeeWhichWeightsCount() {
        Compiled network = Compiled.of(Network.of(Tensor.input("image", 8, 12, 12)
                        .conv2d(16, 3)
                        .relu()
                        .conv2d(16, 3, o -> o.groups(16).padding(1))
                        .relu()
                        .conv2d(32, 1)
                        .flatten()
                        .dense(10))
                .loss(Loss.SOFTMAX_CROSS_ENTROPY));
        Random random = new Random(1);
        float[][] images = new float[24][8 * 12 * 12];
        int[] classes = new int[24];
        for (int s = 0; s < images.length; s++) {
            classes[s] = s % 10;
            for (int i = 0; i < images[s].length; i++) {
                images[s][i] = (float) random.nextGaussian();
            }
        }
        Dataset data = Dataset.of(images, classes);
        Model model = network.model(1);
        var history = Trainer.of(model)
                .batchSize(8)
                .epochs(3)
                .averageWeights(0.5f)
                .validation(data)
                .fit(data);
        // A copy has prepared nothing yet.
        assertThat(Trainer.of(model.copy()).batchSize(8).evaluate(data))
                .isEqualTo(history.last().validation());
        assertThat(Trainer.of(model).batchSize(8).evaluate(data))
                .isEqualTo(history.last().validation());
    }
}
