package dev.nervure.processor.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Weights;
import dev.nervure.runtime.WeightsFileException;
import dev.nervure.training.AdamW;
import dev.nervure.training.ConsoleProgress;
import dev.nervure.training.Dataset;
import dev.nervure.training.Evaluation;
import dev.nervure.training.Metric;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Sample;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingHistory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small inputs on which training once went wrong without a word, each with the right value. */
class TrainingFaultsTest {
    /** Logits are the inputs: the weight is the identity. */
    private static Model identity(Network network, String layer, int size) {
        Model model = Compiled.of(network).model(1);
        float[] one = new float[size * size];
        for (int i = 0; i < size; i++) {
            one[i * size + i] = 1;
        }
        model.weights().get(layer + ".weight").set(one);
        return model;
    }

    private static Network classes(int ignoreIndex) {
        Tensor y = Tensor.input("x", 3).dense(3, o -> o.bias(false)).named("y");
        Tensor label = Tensor.target("label", List.of(), o -> o.type(ElementType.INT));
        return Network.of(y).loss(y.softmaxCrossEntropy(label, o -> o.ignoreIndex(ignoreIndex)));
    }

    private static float[] towards(int k) {
        float[] logits = new float[3];
        logits[k] = 2;
        return logits;
    }

    private static List<float[]> values(Weights weights) {
        List<float[]> all = new ArrayList<>();
        for (Parameter parameter : weights) {
            all.add(parameter.values());
        }
        return all;
    }

    /** 11 of 16 labels count, 8 of them are predicted. */
    @Test
    void a6_accuracyLeavesOutTheIgnoredClass() {
        Model model = identity(classes(0), "y", 3);
        float[][] x = new float[16][];
        int[] labels = new int[16];
        for (int i = 0; i < 16; i++) {
            labels[i] = i < 5 ? 0 : 1 + i % 2;
            x[i] = towards(i < 8 ? 3 - Math.max(1, labels[i]) : labels[i]);
        }
        Evaluation scores = Trainer.of(model).evaluate(Dataset.of(x, labels));
        assertThat(scores.metric("accuracy")).isEqualTo(8.0 / 11);
        assertThat(scores.toString()).endsWith("accuracy 72.73 %");
    }

    @Test
    void a9_anEmptyValidationStreamIsAnError() {
        Model model = identity(classes(-100), "y", 3);
        Dataset train = Dataset.of(new float[][] {towards(1)}, new int[] {2});
        List<float[]> before = values(model.weights());
        assertThatThrownBy(() -> Trainer.of(model)
                        .earlyStopping(1)
                        .validation(Dataset.stream(1, Stream::empty))
                        .fit(train))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the stream of validation samples is empty");
        assertThat(values(model.weights()).get(0)).isNotEqualTo(before.get(0)); // not the first weights
        assertThatThrownBy(() -> Trainer.of(model).evaluate(Dataset.stream(1, Stream::empty)))
                .hasMessage("the stream of samples is empty");
    }

    @Test
    void b16_aLossThatReadsNoTargetTrains() {
        Tensor x = Tensor.input("x", 4);
        Tensor y = x.dense(2).dense(4).named("y");
        Model model = Compiled.of(Network.of(y).loss(y.minus(x).pow(2))).model(1);
        float[][] rows = {{1, 2, 0, 0}, {0, 1, 1, 0}, {1, 0, 1, 2}, {-1, 0, 2, 1}};
        TrainingHistory history = Trainer.of(model)
                .optimizer(Optimizers.adam(0.03f))
                .batchSize(3)
                .epochs(200)
                .fit(Dataset.of(rows));
        assertThat(history.last().loss())
                .isLessThan(0.3 * history.epochs().get(0).loss());

        double sum = 0;
        for (float[] row : rows) {
            var a = model.newActivations(1);
            System.arraycopy(row, 0, a.floats("x"), 0, 4);
            model.forward(a, 1);
            for (int i = 0; i < 4; i++) {
                sum += Math.pow(a.floats("y")[i] - row[i], 2);
            }
        }
        Evaluation scores = Trainer.of(model).batchSize(3).evaluate(Dataset.of(rows));
        assertThat(scores.loss()).isCloseTo(sum / 16, within(1e-6));
        assertThat(scores.metrics()).isEmpty();
    }

    @Test
    void c1_aBatchOfWhichNothingCountsChangesNothing() {
        Tensor x = Tensor.input("x", 3);
        Tensor y = x.batchNorm().named("norm").dense(3).named("y");
        Tensor label = Tensor.target("label", List.of(), o -> o.type(ElementType.INT));
        Model model =
                Compiled.of(Network.of(y).loss(y.softmaxCrossEntropy(label))).model(1);
        List<Sample> counting = List.of(Sample.of(towards(0), 1), Sample.of(towards(1), 2));
        List<Sample> not = List.of(Sample.of(towards(2), -100), Sample.of(towards(0), -100));
        Dataset mixed = Dataset.stream(1, () -> Stream.of(counting, not).flatMap(List::stream));
        Model same = model.copy();

        TrainingHistory history = Trainer.of(model).batchSize(2).threads(2).fit(mixed);
        TrainingHistory without = Trainer.of(same).batchSize(2).threads(2).fit(Dataset.stream(1, counting::stream));

        assertThat(history.last().loss()).isEqualTo(without.last().loss()).isFinite();
        List<float[]> expected = values(same.weights());
        for (int p = 0; p < expected.size(); p++) {
            assertThat(values(model.weights()).get(p)).isEqualTo(expected.get(p));
        }
        String text =
                "no target of the training samples counts for the loss of Net: each is the class that ignoreIndex "
                        + "leaves out, or of a class with weight 0";
        assertThatThrownBy(() -> Trainer.of(model).batchSize(2).fit(Dataset.of(not)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(text);
        assertThatThrownBy(() -> Trainer.of(model).evaluate(Dataset.of(not))).hasMessage(text.replace("training ", ""));
        assertThatThrownBy(() -> Trainer.of(model)
                        .batchSize(2)
                        .validation(Dataset.of(not))
                        .fit(Dataset.of(counting)))
                .hasMessage(text.replace("training", "validation"));
    }

    @Test
    void c3_accuracyOfOneLogit() {
        Tensor y = Tensor.input("x", 1).dense(1, o -> o.bias(false)).named("y");
        Model model = identity(Network.of(y).loss(Loss.SIGMOID_CROSS_ENTROPY), "y", 1);
        float[][] x = {{0.3f}, {-2}, {4}, {-0.1f}, {0.2f}};
        int[] labels = {1, 0, 1, 1, 0};
        Evaluation scores = Trainer.of(model).evaluate(Dataset.of(x, labels));
        assertThat(scores.metrics()).containsOnlyKeys("accuracy", "f1").containsEntry("accuracy", 0.6);
        double loss = 0;
        for (int i = 0; i < 5; i++) {
            loss += Math.log1p(Math.exp(labels[i] == 1 ? -x[i][0] : x[i][0])) / 5;
        }
        assertThat(scores.loss()).isCloseTo(loss, within(1e-6));
    }

    @Test
    void c3_accuracyOfOneProbability() {
        Tensor y = Tensor.input("x", 1).dense(1, o -> o.bias(false)).sigmoid().named("y");
        Model model = Compiled.of(Network.of(y).loss(Loss.BINARY_CROSS_ENTROPY)).model(1);
        for (Parameter parameter : model.weights()) {
            parameter.set(new float[] {1});
        }
        Evaluation scores = Trainer.of(model)
                .evaluate(Dataset.of(new float[][] {{0.3f}, {-2}, {4}, {-0.1f}, {0.2f}}, new int[] {1, 0, 1, 1, 0}));
        assertThat(scores.metrics()).containsOnlyKeys("accuracy", "f1").containsEntry("accuracy", 0.6);
    }

    /** What newcomers from other frameworks try, as far as it shows only when data comes. */
    @Test
    void theBatchInTheShapeAndASmallVocabularyAreTold() {
        Tensor x = Tensor.input("x", 8, 4);
        Model batch = Compiled.of(Network.of(x.dense(2).named("y")).loss(Loss.MEAN_SQUARED_ERROR))
                .model(1);
        assertThatThrownBy(() -> Trainer.of(batch).fit(Dataset.of(new float[8][4], new float[8][16])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sample 0: input 'x' of Net has 32 values [8, 4], got 4; if 8 is the batch, leave it out of "
                                + "the shape");
        assertThatThrownBy(() -> Trainer.of(batch).fit(Dataset.of(new float[8][5], new float[8][16])))
                .hasMessage("sample 0: input 'x' of Net has 32 values [8, 4], got 5");

        Tensor words = Tensor.input("words", List.of(3), o -> o.type(ElementType.INT));
        Model text = Compiled.of(
                        Network.of(words.embedding(9, 2).flatten().dense(2).named("y"))
                                .loss(Loss.SOFTMAX_CROSS_ENTROPY))
                .model(1);
        Dataset unknown = Dataset.of(new int[][] {{0, 8, 1}, {4, 9, 2}}, new int[] {0, 1});
        assertThatThrownBy(() -> Trainer.of(text).fit(unknown))
                .hasMessage(
                        "sample 1: input 'words' of Net takes 0 … 8, got 9; the size of an embedding is that of the "
                                + "vocabulary");
    }

    /** Whatever the target is called. */
    @Test
    void c9_theIgnoredClassIsAcceptedEverywhere() {
        Tensor y = Tensor.input("x", 3).dense(3, o -> o.bias(false)).named("y");
        Model shortForm =
                Compiled.of(Network.of(y).loss(Loss.SOFTMAX_CROSS_ENTROPY)).model(1);
        float[][] x = {towards(1), towards(2)};
        for (Model model : List.of(shortForm, identity(classes(-100), "y", 3))) {
            String target = model.targets().get(0).name();
            Trainer.of(model).fit(Dataset.of(x, new int[] {1, -100}));
            assertThatThrownBy(() -> Trainer.of(model).fit(Dataset.of(x, new int[] {1, -1})))
                    .hasMessage("sample 1: target '" + target
                            + "' of Net takes 0 … 2, or -100 where nothing counts, got " + "-1");
            assertThatThrownBy(() -> Trainer.of(model).fit(Dataset.of(x, new int[] {3, 0})))
                    .hasMessage(
                            "sample 0: target '" + target + "' of Net takes 0 … 2, or -100 where nothing counts, got "
                                    + "3; if the labels begin with 1, subtract 1 from each");
        }
        Model minusOne = identity(classes(-1), "y", 3);
        Trainer.of(minusOne).fit(Dataset.of(x, new int[] {1, -1}));
        assertThatThrownBy(() -> Trainer.of(minusOne).fit(Dataset.of(x, new int[] {1, -100})))
                .hasMessage("sample 1: target 'label' of Net takes 0 … 2, or -1 where nothing counts, got -100");
    }

    @Test
    void c10_metricsOfTwoOutputsHaveNamesOfTheirOwn() {
        Tensor x = Tensor.input("x", 2);
        Tensor price = x.dense(1).named("price");
        Tensor size = x.dense(1).named("size");
        Tensor p = Tensor.target("p", 1);
        Tensor s = Tensor.target("s", 1);
        Model model = Compiled.of(
                        Network.of(price, size).loss(price.meanAbsoluteError(p)).loss(size.huber(s)))
                .model(1);
        Dataset data = Dataset.columns()
                .floats("x", new float[3][2])
                .floats("p", new float[][] {{1}, {2}, {3}})
                .floats("s", new float[][] {{2}, {2}, {2}})
                .build();
        assertThat(Trainer.of(model).evaluate(data).metrics())
                .containsOnlyKeys(
                        "loss_meanAbsoluteError", "loss_huber", "price_mae", "price_rmse", "size_mae", "size_rmse");
        assertThat(Trainer.of(model)
                        .metrics(Metric.meanAbsoluteError("price", "p"), Metric.meanAbsoluteError("size", "s"))
                        .evaluate(data)
                        .metrics())
                .containsOnlyKeys("loss_meanAbsoluteError", "loss_huber", "price_mae", "size_mae");
        assertThat(Trainer.of(model)
                        .metrics(Metric.meanAbsoluteError("price", "p"))
                        .evaluate(data)
                        .metrics())
                .containsOnlyKeys("loss_meanAbsoluteError", "loss_huber", "mae");
    }

    private static Network normed(boolean trainable) {
        Tensor y = Tensor.input("x", 3)
                .batchNorm(o -> o.trainable(trainable))
                .named("norm")
                .dense(2)
                .named("y");
        return Network.of(y).loss(Loss.MEAN_SQUARED_ERROR);
    }

    private static Dataset values(int count) {
        float[][] x = new float[count][3];
        float[][] t = new float[count][2];
        for (int i = 0; i < count; i++) {
            x[i] = new float[] {i, -i, i * i};
            t[i] = new float[] {i, 1};
        }
        return Dataset.of(x, t);
    }

    private static Stream<Sample> rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> Sample.of(new float[] {i, -i, i * i}, new float[] {i, 1}));
    }

    @Test
    void a7_aFrozenNormUsesItsRunningStatisticsAndLeavesThemAsTheyAre() {
        Model declared = Compiled.of(normed(false)).model(1);
        Model frozen = Compiled.of(normed(true)).model(1);
        frozen.weights().freeze("norm.*");
        Model free = Compiled.of(normed(true)).model(1);
        for (Model model : List.of(declared, frozen, free)) {
            model.weights().get("norm.running_mean").set(new float[] {1, 2, 3});
            model.weights().get("norm.running_var").set(new float[] {4, 5, 6});
            double before = Trainer.of(model).evaluate(values(8)).loss();
            TrainingHistory history = Trainer.of(model)
                    .optimizer(Optimizers.sgd(1e-12f))
                    .batchSize(4)
                    .threads(2)
                    .fit(values(8));
            boolean follows = model == free;
            assertThat(model.weights().get("norm.running_mean").values()[0] == 1)
                    .isEqualTo(!follows);
            assertThat(model.weights().get("norm.running_var").values()[0] == 4).isEqualTo(!follows);
            assertThat(Math.abs(history.last().loss() - before) < 1e-5 * before).isEqualTo(!follows);
        }
        // Gradients are those of a computation with fixed statistics, and the copy is frozen too.
        Model copy = frozen.copy();
        for (Model model : List.of(declared, frozen, copy)) {
            Trainer.of(model).optimizer(Optimizers.sgd(0.01f)).fit(values(8));
        }
        assertThat(frozen.weights().get("y.weight").values())
                .isEqualTo(declared.weights().get("y.weight").values());
        assertThat(copy.weights().get("y.weight").values())
                .isEqualTo(declared.weights().get("y.weight").values());
        free.weights().freeze("norm.*");
        free.weights().unfreeze("norm.*");
        float[] mean = free.weights().get("norm.running_mean").values();
        Trainer.of(free).fit(values(8));
        assertThat(free.weights().get("norm.running_mean").values()).isNotEqualTo(mean);
    }

    @Test
    void c2_aLastBatchOfOneIsFoundBeforeTraining() {
        Model model = Compiled.of(normed(true)).model(1);
        List<float[]> before = values(model.weights());
        assertThatThrownBy(() -> Trainer.of(model).batchSize(4).fit(values(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "5 samples in batches of 4 leave a batch of one, of which the batch norm 'norm' can take no "
                                + "variance: choose another batchSize, mergeLast() or dropLast()");
        for (int p = 0; p < before.size(); p++) {
            assertThat(values(model.weights()).get(p)).isEqualTo(before.get(p));
        }
        Model same = model.copy();
        Trainer.of(model).batchSize(4).seed(3).dropLast().epochs(2).fit(values(5));
        Trainer.of(same).batchSize(5).seed(3).fit(values(5));
        assertThat(values(model.weights()).get(0)).isNotEqualTo(before.get(0));
        model.weights().freeze("norm.*");
        Trainer.of(model).batchSize(4).fit(values(5));
        assertThatThrownBy(() -> Trainer.of(model).batchSize(9).dropLast().fit(values(5)))
                .hasMessage("there are fewer than 9 samples, and dropLast() leaves out what does not fill a batch");
    }

    /** The batches of each epoch by their sizes. */
    private static List<List<Long>> batchSizes(Trainer trainer, Dataset data) {
        List<List<Long>> epochs = new ArrayList<>();
        long[] before = {0};
        trainer.onBatch(progress -> {
            if (progress.batch() == 1) {
                epochs.add(new ArrayList<>());
                before[0] = 0;
            }
            epochs.get(epochs.size() - 1).add(progress.samples() - before[0]);
            before[0] = progress.samples();
        });
        trainer.fit(data);
        return epochs;
    }

    @Test
    void c2_samplesThatDoNotFillABatchJoinTheOneBefore() {
        Model model = Compiled.of(normed(true)).model(1);
        for (int accumulate = 1; accumulate <= 2; accumulate++) {
            for (boolean streamed : new boolean[] {false, true}) {
                for (int count = 2; count <= 13; count++) {
                    List<Long> expected = new ArrayList<>();
                    for (long left = count; left > 0; left -= expected.get(expected.size() - 1)) {
                        expected.add(left < 8 ? left : 4L);
                    }
                    Dataset all = values(count);
                    int samples = count;
                    Dataset data = streamed ? Dataset.stream(1, () -> rows(samples)) : all;
                    Trainer trainer = Trainer.of(model)
                            .optimizer(Optimizers.sgd(1e-12f))
                            .batchSize(4)
                            .accumulate(accumulate)
                            .threads(1 + count % 3)
                            .epochs(2)
                            .validation(values(9))
                            .mergeLast();
                    assertThat(batchSizes(trainer, data))
                            .as(count + " samples, " + accumulate + " batches a step")
                            .isEqualTo(List.of(expected, expected));
                }
            }
        }
        assertThatThrownBy(() -> Trainer.of(model).batchSize(4).mergeLast().fit(values(1)))
                .hasMessageContaining("leave a batch of one");

        // The same step as of one batch with all samples.
        Model same = model.copy();
        Trainer.of(model).batchSize(4).seed(5).mergeLast().fit(values(7));
        Trainer.of(same).batchSize(7).seed(5).fit(values(7));
        for (int p = 0; p < values(same.weights()).size(); p++) {
            assertThat(values(model.weights()).get(p))
                    .isEqualTo(values(same.weights()).get(p));
        }
    }

    /** One step of AdamW is that of Adam, and of what decays {@code lr · weightDecay · w} besides. */
    @Test
    void c4_weightsDecayByName() {
        Model first = Compiled.of(normed(true)).model(1);
        for (Parameter parameter : first.weights()) {
            if (parameter.trainable()) {
                float[] ones = new float[parameter.size()];
                Arrays.fill(ones, 1f);
                parameter.set(ones);
            }
        }
        AdamW all = Optimizers.adamW(0.01f).weightDecay(0.5f);
        Map<String, Float> decayed = afterAStep(first, all);
        Map<String, Float> plain = afterAStep(first, all.weightDecay(0));
        Map<String, Float> some = afterAStep(
                first, all.weightDecay("*.bias", 0).weightDecay("norm.*", 0).weightDecay("norm.bias", 2));
        assertThat(plain).hasSize(4);
        plain.forEach((name, value) -> {
            assertThat(decayed.get(name)).as(name).isCloseTo(value - 0.005f, within(1e-6f));
            float decay = name.equals("y.weight") ? 0.005f : name.equals("norm.bias") ? 0.02f : 0;
            assertThat(some.get(name)).as(name).isCloseTo(value - decay, within(1e-6f));
        });
        assertThatThrownBy(() -> afterAStep(first, all.weightDecay("nrom.*", 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a weight decay is for 'nrom.*', but no parameter is called so; there are [");
        assertThatThrownBy(() -> all.weightDecay("*.bias", -1))
                .hasMessage("weight decay of '*.bias' must be 0 or more, got -1.0");
    }

    /** The first value of each parameter. */
    private static Map<String, Float> afterAStep(Model first, AdamW optimizer) {
        Model model = first.copy();
        Trainer.of(model).optimizer(optimizer).batchSize(8).threads(2).fit(values(8));
        Map<String, Float> values = new HashMap<>();
        for (Parameter parameter : model.weights()) {
            if (parameter.trainable()) {
                values.put(parameter.name(), parameter.values()[0]);
            }
        }
        return values;
    }

    @Test
    void c5_earlyStoppingSaysWhenAndWhy() {
        Model model = Compiled.of(normed(true)).model(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TrainingHistory history = Trainer.of(model)
                .optimizer(Optimizers.sgd(1e-12f))
                .batchSize(4)
                .epochs(50)
                .earlyStopping(3, 1e9f)
                .validation(values(4))
                .listener(ConsoleProgress.to(new PrintStream(out), false))
                .fit(values(8));
        assertThat(history.epochs()).hasSize(4);
        assertThat(history.stoppedEarly()).isTrue();
        assertThat(history.best().number()).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("stopped after epoch 4: the validation loss was lowest in epoch 1, ")
                .contains("; the weights are those of that epoch");
        TrainingHistory whole = Trainer.of(model).batchSize(4).epochs(3).fit(values(8));
        assertThat(whole.stoppedEarly()).isFalse();
        assertThat(whole.best().loss())
                .isEqualTo(whole.epochs().stream()
                        .mapToDouble(TrainingHistory.Epoch::loss)
                        .min()
                        .orElseThrow());
    }

    @Test
    void c6_namesThatMatchNothingAreTold(@TempDir Path folder) {
        Model model = identity(classes(-100), "y", 3);
        assertThatThrownBy(() -> model.weights().freeze("enc.*"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no parameter is called 'enc.*'; there are [y.weight]");
        Dataset data = Dataset.of(new float[][] {towards(1), towards(0)}, new int[] {2, 1});
        assertThatThrownBy(() -> Trainer.of(model).l2("enc.*", 0.1f).fit(data))
                .hasMessage("the penalty is for 'enc.*', but no parameter is called so; there are [y.weight]");

        Path file = folder.resolve("run");
        Trainer.of(model).batchSize(2).checkpoint(file, 1).fit(data);
        assertThatThrownBy(() ->
                        Trainer.of(model).batchSize(1).epochs(2).resume(file).fit(data))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageContaining("batch_size 2");
        Trainer.of(model).batchSize(2).epochs(2).resume(file).fit(data);
    }

    /** What is measured may change with a resume; the next checkpoint can be read all the same. */
    @Test
    void c6_aResumeMayMeasureSomethingElse(@TempDir Path folder) throws IOException {
        Model model = identity(classes(-100), "y", 3);
        Dataset data = Dataset.of(new float[][] {towards(1), towards(0)}, new int[] {2, 1});
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Trainer.of(model).batchSize(2).checkpoint(first, 1).fit(data);
        Trainer.of(model)
                .batchSize(2)
                .epochs(2)
                .validation(data)
                .metrics()
                .resume(first)
                .checkpoint(second, 1)
                .fit(data);
        TrainingHistory history =
                Trainer.of(model).batchSize(2).epochs(3).resume(second).fit(data);
        assertThat(history.epochs()).hasSize(3);
        assertThat(history.epochs().get(0).training().metrics()).containsKey("accuracy");
        assertThat(history.epochs().get(0).validation()).isNull();
        assertThat(history.epochs().get(1).training().metrics()).isEmpty();
        assertThat(history.epochs().get(1).validation()).isNotNull();
        List<String> lines = history.toCsv().lines().toList();
        assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line.split(",", -1))
                .hasSameSizeAs(lines.get(0).split(",", -1)));
        assertThat(history.toHtml()).contains("validation");
        assertThatThrownBy(() -> Trainer.of(model)
                        .batchSize(2)
                        .epochs(3)
                        .earlyStopping(1)
                        .resume(first)
                        .fit(data))
                .isInstanceOf(WeightsFileException.class)
                .hasMessage(first + ": the checkpoint was made without earlyStopping, and this trainer has it");
    }

    @Test
    void c6_anyNameIsAName() {
        Model model = identity(classes(-100), "y", 3);
        for (String names : List.of("", "(", "\\E", "\\Qy", "y.weigh?")) {
            assertThat(model.weights().named(names)).isEmpty();
        }
        for (String names : List.of("*", "**", "y*", "*.weight", "y.weight", "*y.weight*")) {
            assertThat(model.weights().named(names)).hasSize(1);
        }
    }

    /** What would climb the loss, or lose samples, without a word. */
    @Test
    void c3_schedulesAndStreamsThatMisbehaveAreTold() {
        Model model = identity(classes(-100), "y", 3);
        Dataset data = Dataset.of(new float[][] {towards(1), towards(0)}, new int[] {2, 1});
        for (double factor : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Trainer.of(model)
                            .schedule((epoch, epochs, step) -> factor)
                            .fit(data))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the factor of the schedule must be 0 or more, got " + factor + " for step 0 in epoch 1");
        }
        assertThatThrownBy(() -> Trainer.of(model)
                        .fit(Dataset.stream(
                                1, () -> Stream.of(Sample.of(towards(1), 2), null, Sample.of(towards(0), 1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample 1 of the stream is null");
        assertThatThrownBy(() -> Trainer.of(model).fit(Dataset.stream(1, () -> null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the opened stream of samples is null");
        assertThatThrownBy(() -> Trainer.of(model).optimizer(null)).hasMessage("the optimiser is null");
        assertThatThrownBy(() -> Trainer.of(model).listener(null)).hasMessage("the listener is null");
        assertThatThrownBy(() -> Trainer.of(model).fit(null)).hasMessage("the data set is null");
        assertThatThrownBy(() -> Dataset.of((float[][]) null, new int[1])).hasMessageEndingWith("is null");
        assertThatThrownBy(() -> Trainer.of(model)
                        .batchSize(Integer.MAX_VALUE)
                        .mergeLast()
                        .fit(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("capacity is at most ");
    }

    @Test
    void c7_weightsThatAreNotFiniteBeforeTrainingAreTold() {
        Model model = identity(classes(-100), "y", 3);
        float[] weights = new float[9];
        weights[4] = Float.NaN;
        model.weights().get("y.weight").set(weights);
        assertThatThrownBy(() -> Trainer.of(model).fit(Dataset.of(new float[][] {towards(1)}, new int[] {2})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "'y.weight' of Net holds NaN before training begins: load other weights, or create the model "
                                + "anew");
    }

    @Test
    void c8_aTrainerThatTrainsAlreadySaysSo() {
        Model model = identity(classes(-100), "y", 3);
        Dataset data = Dataset.of(new float[][] {towards(1)}, new int[] {2});
        Trainer trainer = Trainer.of(model);
        List<Throwable> thrown = new ArrayList<>();
        trainer.onBatch(progress -> {
            Thread other = new Thread(() -> trainer.fit(data));
            other.setUncaughtExceptionHandler((thread, e) -> thrown.add(e));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        trainer.fit(data);
        assertThat(thrown)
                .singleElement()
                .isInstanceOf(IllegalStateException.class)
                .extracting(Throwable::getMessage)
                .isEqualTo("this trainer is training already, in another thread or a listener");
    }

    /** Two threads in one pass, as often as it takes to meet. */
    @Test
    void c8_activationsOfTwoThreadsAtOnceAreTold() throws InterruptedException {
        Tensor y = Tensor.input("x", 400).dense(400, Activation.TANH).dense(400).named("y");
        Model model = Compiled.of(Network.of(y).loss(Loss.MEAN_SQUARED_ERROR)).model(1);
        Activations shared = model.newTrainingActivations(8);
        Gradients gradients = model.newGradients(8);
        Activations other = model.newTrainingActivations(8);
        model.forward(other, 8);
        String text = "these NetActivations are in use by another thread; make new ones for each thread";
        assertThat(atOnce(() -> model.forward(shared, 8), () -> model.forward(shared, 8)))
                .isEqualTo(text);
        model.forward(shared, 8);
        assertThat(atOnce(() -> model.backward(shared, model.newGradients(8), 8), () -> model.forward(shared, 8)))
                .isEqualTo(text);
        model.forward(shared, 8);
        assertThat(atOnce(() -> model.loss(shared, 8), () -> model.forward(shared, 8)))
                .isEqualTo(text);
        assertThat(atOnce(() -> model.backward(shared, gradients, 8), () -> model.backward(other, gradients, 8)))
                .isEqualTo(text.replace("Activations", "Gradients"));

        // A pass that fails leaves them free, for any thread.
        assertThatThrownBy(() -> model.forward(shared, 9)).isInstanceOf(IllegalArgumentException.class);
        Thread next = new Thread(() -> model.forward(shared, 8));
        List<Throwable> thrown = new ArrayList<>();
        next.setUncaughtExceptionHandler((thread, e) -> thrown.add(e));
        next.start();
        next.join();
        assertThat(thrown).isEmpty();
    }

    /** What is thrown when both run at once, again and again. */
    private static String atOnce(Runnable one, Runnable two) throws InterruptedException {
        AtomicReference<IllegalStateException> thrown = new AtomicReference<>();
        long end = System.nanoTime() + 20_000_000_000L;
        List<Thread> threads = new ArrayList<>();
        for (Runnable pass : List.of(one, two)) {
            Thread thread = new Thread(() -> {
                while (thrown.get() == null && System.nanoTime() < end) {
                    try {
                        pass.run();
                    } catch (IllegalStateException e) {
                        thrown.compareAndSet(null, e);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        IllegalStateException told = thrown.get();
        assertThat(told).as("told within 20 s").isNotNull();
        return told.getMessage();
    }
}
