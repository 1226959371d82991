package dev.nervure.processor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.training.Dataset;
import dev.nervure.training.Evaluation;
import dev.nervure.training.Metric;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Sample;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Losses and metrics are sums over what counts, divided once: the same for every size of batches, number of threads,
 * accumulation and source of samples, and what double precision computes over the whole set at once.
 *
 * <p>The network has three losses of different weights, one with classes that count differently or not at all, and samples
 * of different lengths.
 */
class TrainingSumsTest {
    private static final int WIDTH = 3;
    private static final int CLASSES = 4;
    private static final int STEPS = 5;
    private static final int IGNORED = 2;
    private static final float[] CLASS_WEIGHTS = {1.5f, 0.25f, 1, 3};
    private static final double VALUES = 0.3; // the weights of the losses in the sum
    private static final double SIZES = 0.01;

    private static final Compiled NETWORK = Compiled.of(network());

    private static Network network() {
        Tensor x = Tensor.input("x", List.of(STEPS, WIDTH), o -> o.variable("T"));
        Tensor hidden = x.dense(6).tanh().named("hidden");
        Tensor logits = hidden.dense(CLASSES).named("logits");
        Tensor value = hidden.dense(2).named("value");
        Tensor label = Tensor.target(
                "label", List.of(STEPS), o -> o.type(ElementType.INT).variable("T"));
        Tensor wanted = Tensor.target("wanted", List.of(STEPS, 2), o -> o.variable("T"));
        return Network.of(logits, value)
                .loss(logits.softmaxCrossEntropy(
                        label, o -> o.ignoreIndex(IGNORED).classWeights(1.5f, 0.25f, 1, 3)))
                .loss(value.meanSquaredError(wanted, o -> o.weight(0.3f)))
                .loss(value.pow(2), 0.01f);
    }

    /** Samples of 1 … 5 steps; of some, no label counts. */
    private static List<Sample> samples(int count, long seed) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            int steps = 1 + random.nextInt(STEPS);
            boolean nothing = s > 0 && random.nextInt(4) == 0;
            float[] x = new float[steps * WIDTH];
            int[] label = new int[steps];
            float[] wanted = new float[steps * 2];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.nextGaussian();
            }
            for (int t = 0; t < steps; t++) {
                label[t] = nothing ? IGNORED : random.nextInt(CLASSES);
                wanted[2 * t] = (float) (3 + random.nextGaussian());
                wanted[2 * t + 1] = (float) random.nextGaussian();
            }
            if (s == 0) {
                label[0] = 3; // something counts
            }
            samples.add(Sample.named().floats("x", x).ints("label", label).floats("wanted", wanted));
        }
        return samples;
    }

    private static Trainer trainer(Model model) {
        return Trainer.of(model)
                .metrics(
                        Metric.accuracy("logits", "label"),
                        Metric.meanAbsoluteError("value", "wanted"),
                        Metric.rootMeanSquaredError("value", "wanted"),
                        Metric.rSquared("value", "wanted"));
    }

    /** Float rounding of outputs: the sums themselves are of double precision. */
    private static void assertSame(Evaluation found, Evaluation expected, double tolerance) {
        assertThat(found.loss()).isCloseTo(expected.loss(), within(tolerance * (1 + expected.loss())));
        expected.metrics().forEach((name, value) -> assertThat(found.metric(name))
                .as(name)
                .isCloseTo(value, within(tolerance * (1 + Math.abs(value)))));
    }

    @Property(tries = 40)
    void a3_theEvaluationDoesNotDependOnBatchesAndThreads(
            @ForAll @IntRange(min = 1, max = 23) int count, @ForAll long seed) {
        Model model = NETWORK.model(seed);
        List<Sample> samples = samples(count, seed);
        Evaluation expected = inDoublePrecision(model, samples);
        for (int batch = 1; batch <= count; batch += batch < 4 ? 1 : 3) {
            for (int threads = 1; threads <= 3; threads++) {
                Trainer trainer = trainer(model).batchSize(batch).threads(threads);
                assertSame(trainer.evaluate(Dataset.of(samples)), expected, 1e-6);
                assertSame(trainer.evaluate(Dataset.stream(4, samples::stream)), expected, 1e-6);
            }
        }
    }

    /** With a learning rate of nearly 0, the weights of all batches of an epoch are the same. */
    @Property(tries = 20)
    void a3_neitherDoesTheHistory(@ForAll @IntRange(min = 1, max = 17) int count, @ForAll long seed) {
        List<Sample> samples = samples(count, seed);
        List<Sample> validation = samples(9, seed + 1);
        for (int batch : new int[] {1, 2, 5, count}) {
            for (int threads = 1; threads <= 3; threads++) {
                for (int accumulate = 1; accumulate <= 3; accumulate++) {
                    Model model = NETWORK.model(seed);
                    Evaluation expected = inDoublePrecision(model, samples);
                    TrainingHistory.Epoch epoch = trainer(model)
                            .optimizer(Optimizers.sgd(1e-12f))
                            .batchSize(batch)
                            .threads(threads)
                            .accumulate(accumulate)
                            .validation(Dataset.of(validation))
                            .fit(batch == 2 ? Dataset.stream(3, samples::stream) : Dataset.of(samples))
                            .last();
                    assertSame(epoch.training(), expected, 1e-6);
                    assertSame(epoch.validation(), inDoublePrecision(model, validation), 1e-6);
                }
            }
        }
    }

    @Property(tries = 20)
    void a4_anAccumulatedStepIsThatOfTheLargerBatch(@ForAll @IntRange(min = 2, max = 12) int count, @ForAll long seed) {
        List<Sample> samples = samples(count, seed);
        Model whole = step(samples, seed, count, 1, 1);
        for (int batch : new int[] {1, 2, 3}) {
            for (int threads = 1; threads <= 3; threads++) {
                Model model = step(samples, seed, batch, (count + batch - 1) / batch, threads);
                for (Parameter parameter : whole.weights()) {
                    // float sums over at most 60 rows in another order
                    assertThat(model.weights().get(parameter.name()).values())
                            .as(parameter.name())
                            .containsExactly(parameter.values(), within(2e-5f));
                }
            }
        }
    }

    private static Model step(List<Sample> samples, long seed, int batch, int accumulate, int threads) {
        Model model = NETWORK.model(seed);
        Trainer.of(model)
                .optimizer(Optimizers.sgd(1))
                .batchSize(batch)
                .accumulate(accumulate)
                .threads(threads)
                .fit(Dataset.of(samples));
        return model;
    }

    /** Everything from the outputs of one sample after the other. */
    private static Evaluation inDoublePrecision(Model model, List<Sample> samples) {
        Sums sums = new Sums();
        Dataset.of(samples).forEachPass(model, 1, a -> sums.add(a, a.lengths("T")[0]));
        return sums.evaluation();
    }

    private static final class Sums {
        private double crossEntropy;
        private double weight;
        private double right;
        private double labels;
        private final double[] errors = new double[2];
        private double squares;
        private double ofValues;
        private final List<double[]> places = new ArrayList<>(); // for each place of a sample: value, wanted
        private final List<Integer> at = new ArrayList<>();

        void add(Activations a, int steps) {
            float[] logits = a.floats("logits");
            float[] value = a.floats("value");
            float[] wanted = a.floats("wanted");
            for (int t = 0; t < steps; t++) {
                int label = a.ints("label")[t];
                double sum = 0;
                int largest = 0;
                for (int k = 0; k < CLASSES; k++) {
                    sum += Math.exp(logits[t * CLASSES + k]);
                    largest = logits[t * CLASSES + k] > logits[t * CLASSES + largest] ? k : largest;
                }
                if (label != IGNORED) {
                    crossEntropy += CLASS_WEIGHTS[label] * (Math.log(sum) - logits[t * CLASSES + label]);
                    weight += CLASS_WEIGHTS[label];
                    right += largest == label ? 1 : 0;
                    labels++;
                }
                for (int i = 2 * t; i < 2 * t + 2; i++) {
                    double error = (double) value[i] - wanted[i];
                    errors[0] += Math.abs(error);
                    errors[1] += error * error;
                    squares += (double) value[i] * value[i];
                    ofValues++;
                    places.add(new double[] {value[i], wanted[i]});
                    at.add(i);
                }
            }
        }

        Evaluation evaluation() {
            double loss = crossEntropy / weight + VALUES * errors[1] / ofValues + SIZES * squares / ofValues;
            java.util.Map<String, Double> metrics = new java.util.LinkedHashMap<>();
            metrics.put("accuracy", right / labels);
            metrics.put("mae", errors[0] / ofValues);
            metrics.put("rmse", Math.sqrt(errors[1] / ofValues));
            if (Double.isFinite(rSquared())) {
                metrics.put("r2", rSquared());
            }
            return new Evaluation(loss, metrics);
        }

        private double rSquared() {
            double sum = 0;
            int seen = 0;
            for (int place = 0; place < 2 * STEPS; place++) {
                double mean = 0;
                int count = 0;
                for (int i = 0; i < at.size(); i++) {
                    if (at.get(i) == place) {
                        mean += places.get(i)[1];
                        count++;
                    }
                }
                double residual = 0;
                double total = 0;
                for (int i = 0; i < at.size(); i++) {
                    if (at.get(i) == place) {
                        residual += Math.pow(places.get(i)[0] - places.get(i)[1], 2);
                        total += Math.pow(places.get(i)[1] - mean / count, 2);
                    }
                }
                if (count == 1) {
                    return Double.NaN; // of one value, R² is not defined
                }
                if (count > 0) {
                    sum += 1 - residual / total;
                    seen++;
                }
            }
            return sum / seen;
        }
    }
}
