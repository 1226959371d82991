package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.TensorInfo;
import dev.nervure.runtime.generated.LineModel;
import dev.nervure.runtime.generated.TwoLayerModel;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static Trainer trainer(Model model) {
        return Trainer.of(model)
                .optimizer(Optimizers.adam(0.02f))
                .batchSize(16)
                .epochs(10)
                .seed(3);
    }

    @Test
    void learns() {
        TwoLayerModel model = TwoLayerModel.create(1);
        Dataset test = Samples.dataset(200, 99);
        TrainingHistory history = trainer(model).validation(test).fit(Samples.dataset(500, 1));
        assertThat(history.epochs()).hasSize(10);
        assertThat(history.last().validation().metric("accuracy")).isGreaterThan(0.9);
        assertThat(history.last().loss()).isLessThan(history.epochs().get(0).loss() / 3);
        assertThat(trainer(model).evaluate(test)).isEqualTo(history.last().validation());
    }

    @Test
    void sameSeedSameBits() {
        float[][] weights = new float[3][];
        for (int run = 0; run < 3; run++) {
            TwoLayerModel model = TwoLayerModel.create(1);
            trainer(model).seed(run == 2 ? 4 : 3).threads(2).fit(Samples.dataset(100, 1));
            weights[run] = Samples.weights(model);
        }
        assertThat(weights[0]).isEqualTo(weights[1]).isNotEqualTo(weights[2]);
    }

    /** 1e-4 is what rounding grows to in 70 steps; a mean of means would be wrong by 1e-2 in the uneven last batch. */
    @Test
    void anyNumberOfThreadsTheSameResult() {
        TwoLayerModel one = TwoLayerModel.create(1);
        TrainingHistory expected = trainer(one).clipNorm(1).fit(Samples.dataset(101, 1));
        for (int threads : new int[] {2, 3, 5, 16, 40}) {
            TwoLayerModel many = TwoLayerModel.create(1);
            TrainingHistory history = trainer(many)
                    .clipNorm(1)
                    .threads(threads)
                    .validation(Samples.dataset(37, 2))
                    .fit(Samples.dataset(101, 1));
            assertThat(Samples.weights(many)).containsExactly(Samples.weights(one), within(1e-4f));
            assertThat(history.last().loss()).isCloseTo(expected.last().loss(), within(1e-5));
            assertThat(history.last().training().metrics())
                    .isEqualTo(expected.last().training().metrics());
        }
    }

    @Test
    void evaluationWithAnyNumberOfThreads() {
        TwoLayerModel model = TwoLayerModel.create(1);
        Dataset data = Samples.dataset(50, 1);
        Evaluation one = Trainer.of(model).batchSize(16).evaluate(data);
        Evaluation many = Trainer.of(model).batchSize(16).threads(3).evaluate(data);
        assertThat(many.loss()).isCloseTo(one.loss(), within(1e-6));
        assertThat(many.metrics()).isEqualTo(one.metrics());
    }

    @Test
    void stateOfRandomnessIsSampleNumber() {
        TwoLayerModel model = TwoLayerModel.create(1);
        List<Long> first = new ArrayList<>();
        model.hook = a -> {
            if (a.pass() != null) {
                synchronized (first) {
                    first.add(a.pass().firstSample());
                }
                assertThat(a.pass().seed()).isEqualTo(3);
            }
        };
        trainer(model).batchSize(8).threads(2).epochs(2).fit(Samples.dataset(10, 1));
        assertThat(first).containsExactlyInAnyOrder(0L, 4L, 8L, 9L, 10L, 14L, 18L, 19L);
    }

    @Test
    void earlyStoppingRestoresTheBest() {
        TwoLayerModel model = TwoLayerModel.create(1);
        List<float[]> weights = new ArrayList<>();
        Dataset test = Samples.dataset(20, 5);
        TrainingHistory history = trainer(model)
                .optimizer(Optimizers.adam(0.1f))
                .epochs(200)
                .earlyStopping(5)
                .validation(test)
                .onEpoch(epoch -> weights.add(Samples.weights(model)))
                .fit(Samples.dataset(30, 1));
        double[] losses = history.epochs().stream()
                .mapToDouble(e -> e.validation().loss())
                .toArray();
        int best = 0;
        for (int i = 1; i < losses.length; i++) {
            best = losses[i] < losses[best] ? i : best;
        }
        assertThat(losses.length).isLessThan(200).isEqualTo(best + 1 + 5);
        assertThat(Samples.weights(model)).isEqualTo(weights.get(best));
    }

    /** The mean computed beside training, from the weights after each step. */
    @Test
    void endsWithTheMeanOfTheWeights() {
        Dataset data = Samples.dataset(40, 1);
        Dataset test = Samples.dataset(20, 5);
        TwoLayerModel plain = TwoLayerModel.create(1);
        List<float[]> after = new ArrayList<>();
        after.add(Samples.weights(plain));
        trainer(plain)
                .batchSize(10)
                .epochs(3)
                .onBatch(p -> after.add(Samples.weights(plain)))
                .fit(data);
        float[] mean = after.get(0).clone();
        for (float[] weights : after.subList(1, after.size())) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (1 - 0.8f) * (weights[i] - mean[i]);
            }
        }
        TwoLayerModel averaged = TwoLayerModel.create(1);
        TrainingHistory history = trainer(averaged)
                .batchSize(10)
                .epochs(3)
                .averageWeights(0.8f)
                .validation(test)
                .fit(data);
        float[] found = Samples.weights(averaged);
        int statistic = found.length - 1; // the last value is a statistic of the last forward pass
        for (int i = 0; i < statistic; i++) {
            assertThat(found[i]).isEqualTo(mean[i]);
        }
        assertThat(history.last().validation())
                .isEqualTo(Trainer.of(averaged).batchSize(10).evaluate(test));
    }

    @Test
    void findsALearningRate() {
        TwoLayerModel model = TwoLayerModel.create(1);
        float[] before = Samples.weights(model);
        LearningRates rates = trainer(model)
                .optimizer(Optimizers.sgd(0.1f))
                .batchSize(10)
                .findLearningRate(Samples.dataset(200, 1), 1e-5f, 1000f, 80);
        assertThat(Samples.weights(model)).isEqualTo(before);
        assertThat(rates.rates()[0]).isCloseTo(1e-5, within(1e-11));
        assertThat(rates.rates()).isSorted().hasSameSizeAs(rates.losses()).hasSizeLessThanOrEqualTo(80);
        // Learns, and neither too slowly nor so fast that it breaks.
        assertThat(rates.suggestion()).isBetween(1e-3, 100.0);
        assertThat(rates.chart().toSvg()).contains("learning rate");
        assertMessage(
                () -> trainer(model).findLearningRate(Samples.dataset(20, 1), 1f, 0.1f, 10),
                "the learning rate rises from 1.0 in at least 2 steps to a larger one, got 0.1 in 10");
    }

    @Test
    void earlyStoppingAsksForAnImprovement() {
        TrainingHistory history = trainer(TwoLayerModel.create(1))
                .optimizer(Optimizers.sgd(1e-6f))
                .epochs(20)
                .earlyStopping(3, 0.1f)
                .fit(Samples.dataset(30, 1));
        assertThat(history.epochs()).hasSize(4);
    }

    @Test
    void scheduleSetsTheLearningRate() {
        List<Double> rates = new ArrayList<>();
        trainer(TwoLayerModel.create(1))
                .optimizer(Optimizers.sgd(0.5f))
                .epochs(3)
                .schedule(Schedule.step(1, 0.1f).warmUp(4))
                .onBatch(progress -> rates.add(progress.learningRate()))
                .fit(Samples.dataset(32, 1));
        double[] expected = {0.125, 0.25, 0.0375, 0.05, 0.005, 0.005};
        assertThat(rates).hasSize(6);
        for (int i = 0; i < expected.length; i++) {
            assertThat(rates.get(i)).isCloseTo(expected[i], within(1e-8));
        }
    }

    @Test
    void frozenParametersStay() {
        TwoLayerModel model = TwoLayerModel.create(1);
        float[] frozen = model.weights().get("0.weight").values();
        float[] free = model.weights().get("0.bias").values();
        model.weights().get("0.weight").freeze(true);
        trainer(model).fit(Samples.dataset(30, 1));
        assertThat(model.weights().get("0.weight").values()).isEqualTo(frozen);
        assertThat(model.weights().get("0.bias").values()).isNotEqualTo(free);
    }

    /** One step of the whole data set differs from one without penalties by the penalties' gradient. */
    @Test
    void penaltiesByName() {
        TwoLayerModel plain = TwoLayerModel.create(1);
        Trainer.of(plain).optimizer(Optimizers.sgd(0.1f)).batchSize(30).fit(Samples.dataset(30, 1));
        for (int accumulate : new int[] {1, 2}) {
            TwoLayerModel penalised = TwoLayerModel.create(1);
            Trainer.of(penalised)
                    .optimizer(Optimizers.sgd(0.1f))
                    .batchSize(30 / accumulate)
                    .accumulate(accumulate)
                    .l1("2.weight", 0.5f)
                    .l2("*.bias", 0.25f)
                    .fit(Samples.dataset(30, 1));
            for (Parameter parameter : plain.weights()) {
                if (!parameter.trainable()) {
                    continue;
                }
                float[] without = parameter.values();
                float[] with = penalised.weights().get(parameter.name()).values();
                float[] start =
                        TwoLayerModel.create(1).weights().get(parameter.name()).values();
                for (int i = 0; i < with.length; i++) {
                    float gradient = parameter.name().equals("2.weight")
                            ? 0.5f * Math.signum(start[i])
                            : parameter.name().endsWith(".bias") ? 0.25f * start[i] : 0;
                    assertThat(with[i]).isCloseTo(without[i] - 0.1f * gradient, within(1e-6f));
                }
            }
        }
    }

    @Test
    void listenersHearEverything() {
        List<String> heard = new ArrayList<>();
        trainer(TwoLayerModel.create(1))
                .epochs(2)
                .listener(new TrainingListener() {
                    @Override
                    public void onStart(TrainingProgress p) {
                        heard.add("start " + p.epoch() + "/" + p.epochs() + " of " + p.epochSize());
                    }

                    @Override
                    public void onBatch(TrainingProgress p) {
                        heard.add("batch " + p.epoch() + "." + p.batch() + " " + p.samples());
                        assertThat(p.scores().loss()).isPositive();
                        assertThat(p.loss()).isPositive();
                    }

                    @Override
                    public void onEpoch(TrainingHistory.Epoch epoch) {
                        heard.add("epoch " + epoch.number());
                    }

                    @Override
                    public void onEnd(TrainingHistory history) {
                        heard.add("end " + history.epochs().size());
                    }
                })
                .fit(Samples.dataset(20, 1));
        assertThat(heard)
                .containsExactly(
                        "start 1/2 of 20",
                        "batch 1.1 16",
                        "batch 1.2 20",
                        "epoch 1",
                        "batch 2.1 16",
                        "batch 2.2 20",
                        "epoch 2",
                        "end 2");
    }

    @Test
    void aFailingListenerEndsTraining() {
        IllegalStateException enough = new IllegalStateException("enough");
        assertThatThrownBy(() -> trainer(TwoLayerModel.create(1))
                        .threads(2)
                        .onEpoch(epoch -> {
                            throw enough;
                        })
                        .fit(Samples.dataset(20, 1)))
                .isSameAs(enough);
    }

    @Test
    void failureInOneShardReachesTheCaller() {
        TwoLayerModel model = TwoLayerModel.create(1);
        IllegalStateException failure = new IllegalStateException("shard at 40");
        model.hook = a -> {
            if (a.pass() != null && a.pass().firstSample() == 40) {
                throw failure;
            }
        };
        assertThatThrownBy(() -> trainer(model).threads(3).batchSize(15).fit(Samples.dataset(100, 1)))
                .isSameAs(failure);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("nervure-TwoLayer"))
                .allMatch(Thread::isDaemon);
    }

    /** The pass and the step's factors, and no array: one of a batch's size would be over a thousand bytes. */
    @Test
    void stepsAllocateNextToNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] allocated = new long[301];
        trainer(TwoLayerModel.create(1))
                .batchSize(256)
                .epochs(1)
                .clipNorm(1)
                .accumulate(2)
                .onBatch(p -> allocated[p.batch()] = threads.getCurrentThreadAllocatedBytes())
                .fit(Samples.dataset(256 * 300, 1));
        assertThat((allocated[300] - allocated[100]) / 200).isPositive().isLessThan(500);
    }

    @Test
    void wrongSettings() {
        Trainer trainer = trainer(TwoLayerModel.create(1));
        assertMessage(() -> trainer.batchSize(0), "batchSize must be at least 1, got 0");
        assertMessage(() -> trainer.epochs(-1), "epochs must be at least 1, got -1");
        assertMessage(() -> trainer.threads(0), "threads must be at least 1, got 0");
        assertMessage(() -> trainer.accumulate(0), "the batches to accumulate must be at least 1, got 0");
        assertMessage(() -> trainer.earlyStopping(0), "patience must be at least 1, got 0");
        assertMessage(() -> trainer.clipNorm(0), "the norm to clip to must be a positive number, got 0.0");
        assertMessage(() -> trainer.l1("*", -1), "the factor of a penalty must be 0 or more, got -1.0");
        assertMessage(
                () -> Schedule.step(0, 1),
                "the number of epochs between two steps of the schedule must be at least 1, got 0");
    }

    @Test
    void modelWithoutLoss() {
        assertMessage(
                () -> Trainer.of(LineModel.lossless()).fit(Samples.dataset(1, 1)),
                "Line is declared without a loss, so there is nothing to train it towards; give its declaration a "
                        + "loss, or the trainer one in Java");
    }

    @Test
    void severalTargetsNeedNames() {
        TwoLayerModel model = TwoLayerModel.create(1);
        model.targets = List.of(model.targets.get(0), new TensorInfo("more", false, 2));
        assertMessage(
                () -> trainer(model).fit(Samples.dataset(20, 1)),
                "the data set has one input and one target without names, TwoLayer has the inputs [x float[5]] and the "
                        + "targets [targets int[], more float[2]]; name them (Dataset.columns(), Sample.named())");
        assertMessage(
                () -> trainer(model)
                        .metrics(Metric.accuracy())
                        .fit(Dataset.columns()
                                .floats("x", new float[1][5])
                                .ints("targets", new int[1])
                                .floats("more", new float[1][2])
                                .build()),
                "TwoLayer has the targets [targets int[], more float[2]]; say which one the metric is for");
    }

    @Test
    void nothingToTrain() {
        TwoLayerModel model = TwoLayerModel.create(1);
        model.weights().forEach(parameter -> parameter.freeze(true));
        assertThatThrownBy(() -> trainer(model).fit(Samples.dataset(20, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nothing to train: every parameter of TwoLayer is fixed or frozen");
    }

    private static void assertMessage(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
