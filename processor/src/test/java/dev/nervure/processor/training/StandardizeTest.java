package dev.nervure.processor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.training.Dataset;
import dev.nervure.training.Sample;
import dev.nervure.training.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statistics of {@code Standardize} come from the data, stay as they are, and are saved. */
class StandardizeTest {
    private static final Compiled NETWORK = Compiled.of(network());

    /** Rows of three features, images of two channels, and steps of a variable length; the rows once more after a product. */
    private static Network network() {
        Tensor rows = Tensor.input("rows", 3).standardize().named("scaled");
        Tensor again =
                rows.dense(2).named("hidden").standardize(o -> o.name("second")).named("again");
        Tensor image =
                Tensor.input("image", 2, 2, 3).standardize(o -> o.axis(0)).named("channels");
        Tensor steps = Tensor.input("steps", List.of(4, 2), o -> o.variable("T"))
                .standardize()
                .named("each");
        return Network.of(
                        again.plus(image.flatten().dense(2)).plus(steps.mean(0)).named("y"))
                .loss(dev.nervure.dsl.Loss.MEAN_SQUARED_ERROR);
    }

    private static Dataset data(int count) {
        Random random = new Random(1);
        return Dataset.of(IntStream.range(0, count)
                .mapToObj(i -> Sample.named()
                        .floats("rows", 2000 + random.nextInt(9), (float) random.nextGaussian() / 1000, 7)
                        .floats("image", floats(12, k -> (k < 6 ? 100 : -1) * random.nextFloat()))
                        .floats("steps", floats(2 * (1 + i % 4), k -> k % 2 + random.nextFloat()))
                        .floats("targets", random.nextFloat(), random.nextFloat()))
                .toList());
    }

    private static float[] floats(int size, java.util.function.IntFunction<Number> value) {
        float[] values = new float[size];
        for (int k = 0; k < size; k++) {
            values[k] = value.apply(k).floatValue();
        }
        return values;
    }

    @TempDir
    Path folder;

    @Test
    void fitTakesThemFromTheTrainingDataAndKeepsThem() {
        Dataset data = data(70);
        Model model = NETWORK.model(1);
        Trainer.of(model).epochs(2).fit(data);
        requireStatistics(model, "scaled", data, "rows", 3, false);
        requireStatistics(model, "channels", data, "image", 2, true);
        requireStatistics(model, "each", data, "steps", 2, false);
        assertThat(values(model, "scaled.variance")[2])
                .as("of a feature that never varies")
                .isEqualTo(1f);
        assertThat(values(model, "second.variance")[0]).isPositive().isNotEqualTo(1f);

        float[] before = values(model, "scaled.mean");
        Trainer.of(model).fit(data(20)); // has some already
        assertThat(values(model, "scaled.mean")).isEqualTo(before);
        Dataset others = data(20);
        Trainer.of(model).adapt(others);
        assertThat(values(model, "scaled.mean")).isNotEqualTo(before);
        requireStatistics(model, "scaled", others, "rows", 3, false);

        model.save(folder.resolve("model.safetensors"));
        Model loaded = NETWORK.model(2);
        loaded.restore(folder.resolve("model.safetensors"));
        assertThat(Trainer.of(loaded).evaluate(data))
                .isEqualTo(Trainer.of(model).evaluate(data));
    }

    @Test
    void anotherValueOfAFeatureThatNeverVariedIsItsDifference() {
        Compiled one = Compiled.of(
                Network.of(Tensor.input("x", 2).standardize().named("y").dense(1))
                        .loss(dev.nervure.dsl.Loss.MEAN_SQUARED_ERROR));
        Model model = one.model(1);
        float[][] inputs = {{7, 1}, {7, 3}};
        Trainer.of(model).adapt(Dataset.of(inputs, new float[][] {{0}, {1}}));
        Activations a = model.newActivations(2);
        System.arraycopy(new float[] {7, 1, 9.5f, 4}, 0, a.floats("x"), 0, 4);
        model.forward(a, 2);
        assertThat(a.floats("y")).containsExactly(0, -1, 2.5f, 2);
    }

    /** The means and variances of all values of a feature, in double precision and two passes. */
    private static void requireStatistics(
            Model model, String layer, Dataset data, String input, int features, boolean channels) {
        for (int f = 0; f < features; f++) {
            int feature = f;
            double[] values = data.samples()
                    .flatMapToDouble(sample -> {
                        float[] all = sample.floats(input);
                        return IntStream.range(0, all.length)
                                .filter(i -> feature == (channels ? i / (all.length / features) : i % features))
                                .mapToDouble(i -> all[i]);
                    })
                    .toArray();
            double mean = java.util.Arrays.stream(values).average().orElseThrow();
            double variance = java.util.Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            // Both are rounded to floats once; sums in double precision lose far less.
            assertThat(values(model, layer + ".mean")[f]).isCloseTo((float) mean, within(Math.ulp((float) mean)));
            double held = variance == 0 ? 1 : variance;
            assertThat((double) values(model, layer + ".variance")[f]).isCloseTo(held, within(1e-6 * held));
        }
    }

    private static float[] values(Model model, String parameter) {
        return model.weights().get(parameter).values();
    }

    @Test
    void whatCannotBeAdaptedLeavesTheModelAsItIs() {
        Model model = NETWORK.model(1);
        Dataset broken = data(9).map(sample -> sample.with("rows", new float[] {1, Float.NaN, 3}));
        assertThatThrownBy(() -> Trainer.of(model).fit(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("what 'scaled' reads is not finite or too large, in feature 1: correct or leave out such "
                        + "samples");
        assertThat(values(model, "scaled.mean")).containsOnly(0);
        assertThat(values(model, "scaled.variance")).containsOnly(1);
        assertThatThrownBy(() -> Trainer.of(model).adapt(Dataset.stream(1, () -> Stream.of())))
                .hasMessageEndingWith("has nothing to take statistics from: the stream of samples is empty");
    }

    @Test
    void aResumedTrainingGivesTheSameBits() {
        Dataset data = data(40);
        Path file = folder.resolve("training.checkpoint");
        Model whole = NETWORK.model(1);
        Trainer.of(whole).epochs(3).fit(data);
        Trainer.of(NETWORK.model(1)).epochs(2).checkpoint(file, 1).fit(data);
        Model resumed = NETWORK.model(5);
        Trainer.of(resumed).epochs(3).resume(file).fit(data);
        whole.weights().forEach(parameter -> assertThat(values(resumed, parameter.name()))
                .isEqualTo(parameter.values()));
    }
}
