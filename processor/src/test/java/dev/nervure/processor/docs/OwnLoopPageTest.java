package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of docs/own-loop.md, run as one program; what they train does what it should, for three seeds. */
class OwnLoopPageTest {
    private static final Path PAGE = Path.of("../docs/own-loop.md");

    private static final String PROGRAM = """
            package digits;

            import static digits.Samples.require;

            import dev.nervure.runtime.*;
            import dev.nervure.training.*;
            import java.util.*;

            class Program {
                static final float[][] pixels = Samples.PIXELS;
                static final int[] classes = Samples.CLASSES;
                static final float[][] rows = new float[400][8];
                static final float[][] prices = new float[400][1];

                public static void main(String[] args) throws Exception {
                    Random noise = new Random(3);
                    for (int i = 0; i < 400; i++) {
                        System.arraycopy(pixels[i], 0, rows[i], 0, 8);
                        prices[i][0] = (float) noise.nextGaussian();
                    }
                    BLOCKS
                    require(loss < first / 5, "the loss fell");
                    require(error(model, pixels, classes) == before, "taken back");
                    require(after > before, "nonsense does harm");
                    require(history.epochs().get(19).loss() < history.epochs().get(0).loss(), "the loss in Java fell");
                    composed();
                    for (long seed = 1; seed <= 3; seed++) {
                        double[] mean = gan(seed);
                        System.out.println("gan " + Arrays.toString(mean));
                        require(Math.hypot(mean[0] - 2, mean[1] + 1) < 0.5, "the generator finds the data");
                        double dqn = dqn(seed);
                        System.out.println("dqn " + dqn);
                        double heat = heat(seed);
                        System.out.println("heat " + heat);
                        require(heat < 0.03, "the equation holds"); // the temperature there is 0.37
                        penalized(seed);
                        double actorCritic = actorCritic(seed);
                        System.out.println("actor-critic " + actorCritic);
                        require(dqn > 100, "DQN learns"); // at random it is 22 steps
                        require(actorCritic > 100, "the actor learns");
                    }
                    System.out.println("done");
                }

                static float error(DigitsModel model, float[][] x, int[] labels) {
                    return (float) Trainer.of(model).evaluate(Dataset.of(x, labels)).loss();
                }

                static void composed() {
                    List<Sample> samples = new ArrayList<>();
                    for (int i = 0; i < 400; i++) {
                        int label = rows[i][0] > 0.5f ? 1 : 0;
                        samples.add(Sample.named().floats("x", rows[i]).ints("label", label).floats("weight", 1 + i % 2)
                                .floats("teacher", label == 0 ? 0.9f : 0.1f, label == 1 ? 0.9f : 0.1f, 0));
                    }
                    TrainingHistory history = Trainer.of(ComposedModel.create(1)).optimizer(Optimizers.adam(0.01f)).epochs(20)
                            .fit(Dataset.of(samples));
                    Evaluation last = history.epochs().get(19).training();
                    require(last.metric("loss_hard") < 0.3, last); // log 3 = 1.1 before
                    require(last.metric("loss_soft") < 0.6, last); // at least 0.33, the entropy of the teacher
                }

                static void penalized(long seed) {
                    Random random = new Random(seed);
                    List<Sample> samples = new ArrayList<>();
                    for (int i = 0; i < 400; i++) {
                        float[] real = {(float) random.nextGaussian() + 3, (float) random.nextGaussian()};
                        float[] made = {(float) random.nextGaussian(), (float) random.nextGaussian()};
                        samples.add(Sample.named().floats("real", real).floats("made", made).floats("share", random.nextFloat()));
                    }
                    TrainingHistory history = Trainer.of(PenalizedModel.create(seed)).optimizer(Optimizers.adam(0.01f))
                            .epochs(60).fit(Dataset.of(samples));
                    Evaluation last = history.epochs().get(59).training();
                    System.out.println("penalty " + last);
                    require(last.metric("loss_difference") < -2, last); // with slopes of 1, the means are 3 apart
                    require(last.metric("loss_penalty") < 0.1, last);
                }

                METHODS
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theLinesOfThePageRun() throws Exception {
        List<String> blocks = Page.blocks(PAGE, "java");
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(12);
        assertThat(new PageProgram(folder).run(PROGRAM, blocks).lines())
                .contains("done")
                .anyMatch(line -> line.startsWith("the loss fell from"));
    }
}
