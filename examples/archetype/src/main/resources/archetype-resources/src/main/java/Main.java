package ${package};

import dev.nervure.training.ConsoleProgress;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import java.nio.file.Path;

/** Trains the network, saves its weights, and asks it. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Dataset.Split flowers = FlowerData.draw(300, 1);

        FlowersModel model = FlowersModel.create(42L);
        Trainer.of(model)
                .optimizer(Optimizers.adam(0.01f))
                .epochs(20)
                .listener(ConsoleProgress.create())
                .fit(flowers.train());
        System.out.println("flowers that it has not seen: " + Trainer.of(model).evaluate(flowers.test()));

        model.save(Path.of("flowers.safetensors"));
        float[] scores = FlowersModel.load(Path.of("flowers.safetensors")).predict(new float[] {5.1f, 3.5f, 1.4f, 0.2f});
        System.out.printf("scores of the three kinds: %.1f %.1f %.1f%n", scores[0], scores[1], scores[2]);
    }
}
