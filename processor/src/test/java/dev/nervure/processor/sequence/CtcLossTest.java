package dev.nervure.processor.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.CtcDecoding;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Sample;
import dev.nervure.training.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** CTC over samples and labels of different lengths: two axes that vary. */
class CtcLossTest {
    private static final int CLASSES = 4;
    private static final int STEPS = 12;
    private static final int LABELS = 5;
    private static final Compiled NETWORK = Compiled.of(network());

    private static Network network() {
        Tensor sound = Tensor.input("sound", List.of(STEPS, CLASSES), o -> o.variable("T"));
        Tensor logits = sound.dense(16).tanh().dense(CLASSES).named("logits");
        Tensor spoken = Tensor.target(
                "spoken", List.of(LABELS), o -> o.type(ElementType.INT).variable("L"));
        return Network.of(logits).loss(logits.ctc(spoken));
    }

    /** Each label sounds for one to three steps, with a silent step between labels that are the same. */
    private static List<Sample> samples(int count, Random random) {
        List<Sample> samples = new ArrayList<>();
        while (samples.size() < count) {
            int[] labels = random.ints(1 + random.nextInt(LABELS), 1, CLASSES).toArray();
            List<Integer> path = new ArrayList<>();
            for (int i = 0; i < labels.length; i++) {
                if (i > 0 && labels[i] == labels[i - 1]) {
                    path.add(0);
                }
                for (int times = 1 + random.nextInt(3); times > 0; times--) {
                    path.add(labels[i]);
                }
            }
            if (path.size() <= STEPS) {
                float[] sound = new float[path.size() * CLASSES];
                for (int i = 0; i < sound.length; i++) {
                    sound[i] = (path.get(i / CLASSES) == i % CLASSES ? 1 : 0) + 0.1f * (float) random.nextGaussian();
                }
                samples.add(Sample.named().floats("sound", sound).ints("spoken", labels));
            }
        }
        return samples;
    }

    @Test
    void learnsWhatIsSpokenWithoutTimes() {
        Model model = NETWORK.model(1);
        List<Sample> samples = samples(200, new Random(1));
        Trainer trainer = Trainer.of(model)
                .optimizer(Optimizers.adam(0.01f))
                .batchSize(20)
                .epochs(40)
                .seed(1);
        trainer.fit(Dataset.of(samples));
        assertThat(trainer.evaluate(Dataset.of(samples(50, new Random(2)))).loss())
                .isLessThan(0.1);
        Activations a = model.newInferenceActivations(1);
        float[] sound = a.floats("sound");
        int[] path = {2, 2, 0, 2, 1, 3, 3};
        for (int t = 0; t < path.length; t++) {
            sound[t * CLASSES + path[t]] = 1;
        }
        a.lengths("T")[0] = path.length;
        model.forward(a, 1);
        float[] logits = Arrays.copyOf(a.floats("logits"), path.length * CLASSES);
        assertThat(CtcDecoding.greedy(logits, CLASSES, 0)).containsExactly(2, 2, 1, 3);
        assertThat(CtcDecoding.beam(logits, CLASSES, 0, 8)).containsExactly(2, 2, 1, 3);
    }

    /** The mean over a batch of different lengths is that of its samples alone, and so are its gradients. */
    @Test
    void aBatchIsTheMeanOfItsSamples() {
        Model model = NETWORK.model(3);
        int[] steps = {12, 5, 9};
        int[][] labels = {{1, 2, 3, 3, 1}, {2}, {3, 3}};
        Activations all = model.newTrainingActivations(3);
        Gradients together = model.newTrainingGradients(3);
        Gradients sum = model.newTrainingGradients(1);
        double losses = 0;
        for (int s = 0; s < 3; s++) {
            Activations one = model.newTrainingActivations(1);
            fill(one, 0, steps[s], labels[s], s);
            fill(all, s, steps[s], labels[s], s);
            model.forward(one, 1);
            losses += model.backward(one, sum, 1, s > 0);
        }
        model.forward(all, 3);
        float loss = model.backward(all, together, 3);
        assertThat((double) loss).isCloseTo(losses / 3, within(1e-6));
        model.weights().forEach(parameter -> {
            float[] expected = sum.parameter(parameter.name());
            float[] found = together.parameter(parameter.name());
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i] / 3, within(1e-6f)); // sums of floats in another order
            }
        });
    }

    private static void fill(Activations a, int row, int steps, int[] labels, int seed) {
        for (int i = 0; i < steps * CLASSES; i++) {
            a.floats("sound")[row * STEPS * CLASSES + i] = (float) Math.sin(7 * seed + i);
        }
        a.lengths("T")[row] = steps;
        a.lengths("L")[row] = labels.length;
        System.arraycopy(labels, 0, a.ints("spoken"), row * LABELS, labels.length);
    }
}
