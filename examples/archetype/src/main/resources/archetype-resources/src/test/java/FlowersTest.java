package ${package};

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowersTest {
    private static final float[] FLOWER = {5.1f, 3.5f, 1.4f, 0.2f};

    @Test
    void learnsToTellFlowersApart() {
        FlowersModel model = FlowersModel.create(42L);
        Dataset.Split flowers = FlowerData.draw(300, 1);
        Trainer.of(model).optimizer(Optimizers.adam(0.01f)).epochs(20).fit(flowers.train());
        float[] scores = model.predict(FLOWER);
        assertTrue(scores[0] > scores[1] && scores[0] > scores[2]);
    }

    @Test
    void savedWeightsPredictTheSame(@TempDir Path folder) {
        FlowersModel model = FlowersModel.create(7L);
        model.save(folder.resolve("flowers.safetensors"));
        assertArrayEquals(
                model.predict(FLOWER),
                FlowersModel.load(folder.resolve("flowers.safetensors")).predict(FLOWER));
    }
}
