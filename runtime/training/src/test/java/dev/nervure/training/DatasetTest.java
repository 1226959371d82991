package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.runtime.generated.TwoLayerModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final TwoLayerModel MODEL = TwoLayerModel.create(1);

    @Test
    void everySampleOnceAnEpochInAnotherOrder() {
        Dataset data = Samples.dataset(100, 1);
        List<Long> first = numbers(data, new Pass(1, 1));
        List<Long> second = numbers(data, new Pass(1, 2));
        assertThat(first).hasSize(100).doesNotHaveDuplicates().isNotEqualTo(second);
        assertThat(numbers(data, new Pass(1, 1))).isEqualTo(first);
        assertThat(numbers(data, Pass.IN_ORDER)).isSorted().hasSize(100);
    }

    @Test
    void streamsAreShuffledWithinTheBuffer() {
        AtomicInteger open = new AtomicInteger();
        List<Sample> samples = Samples.make(100, 1);
        Dataset data = Dataset.stream(10, () -> {
            open.incrementAndGet();
            return samples.stream().onClose(open::decrementAndGet);
        });
        List<Long> numbers = numbers(data, new Pass(1, 1));
        assertThat(numbers).hasSize(100).doesNotHaveDuplicates();
        assertThat(numbers).isNotEqualTo(numbers(data, new Pass(1, 2)));
        for (int i = 0; i < 100; i++) {
            assertThat(numbers.get(i)).isLessThan(i + 10);
        }
        assertThat(numbers(data, Pass.IN_ORDER)).isSorted().hasSize(100);
        assertThat(numbers(Dataset.stream(1, samples::stream), new Pass(1, 1))).isSorted();
        assertThat(open).hasValue(0);
    }

    @Test
    void streamsTrain() {
        TwoLayerModel streamed = TwoLayerModel.create(1);
        List<Sample> samples = Samples.make(300, 1);
        List<Long> sizes = new ArrayList<>();
        TrainingHistory history = Trainer.of(streamed)
                .optimizer(Optimizers.adam(0.02f))
                .epochs(10)
                .validation(Dataset.stream(1, samples::stream))
                .onBatch(p -> sizes.add(p.epochSize()))
                .fit(Dataset.stream(50, samples::stream));
        assertThat(history.last().validation().metric("accuracy")).isGreaterThan(0.9);
        assertThat(sizes).startsWith(-1L).endsWith(300L);
    }

    @Test
    void splitKeepsTheSharesOfClasses() {
        float[][] x = new float[101][1];
        Arrays.setAll(x, i -> new float[] {i});
        int[] classes = new int[101];
        Arrays.setAll(classes, i -> i < 70 ? 0 : i < 95 ? 1 : 2);
        Dataset.Split split = Dataset.of(x, classes).split(0.8, 7);
        assertThat(split.train().size()).isEqualTo(80);
        assertThat(split.test().size()).isEqualTo(21);
        int[] counts = new int[3];
        for (Sample sample : samples(split.test())) {
            counts[sample.label()]++;
        }
        assertThat(counts).containsExactly(14, 5, 2);
        assertThat(inputs(Dataset.of(x, classes).split(0.8, 7).test())).isEqualTo(inputs(split.test()));
        assertThat(inputs(Dataset.of(x, classes).split(0.8, 8).test())).isNotEqualTo(inputs(split.test()));
    }

    @Test
    void splitOfNamedColumnsAndOfValues() {
        float[][] x = new float[10][1];
        Dataset.Split named = Dataset.columns()
                .floats("x", x)
                .ints("label", new int[] {0, 1, 0, 1, 0, 1, 0, 1, 0, 1})
                .build()
                .split(0.6, 1, sample -> sample.label("label"));
        assertThat(samples(named.test()).stream().mapToInt(s -> s.label("label")))
                .containsExactlyInAnyOrder(0, 1, 0, 1);
        assertThat(Dataset.of(x, x).split(0.5, 1).train().size()).isEqualTo(5);
    }

    @Test
    void namedColumnsInAnyOrder() {
        float[][] x = {{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}};
        Dataset data = Dataset.columns()
                .ints("targets", new int[] {2, 1})
                .floats("x", x)
                .build();
        Evaluation expected = Trainer.of(MODEL).evaluate(Dataset.of(x, new int[] {2, 1}));
        assertThat(Trainer.of(MODEL).evaluate(data)).isEqualTo(expected);
        Dataset samples = Dataset.of(List.of(
                Sample.named().floats("x", x[0]).ints("targets", 2),
                Sample.named().ints("targets", 1).floats("x", x[1])));
        assertThat(Trainer.of(MODEL).evaluate(samples)).isEqualTo(expected);
    }

    @Test
    void wrongDataSets() {
        float[][] x = new float[3][TwoLayerModel.IN];
        assertMessage(() -> Dataset.of(new float[0][], new int[0]), "the data set is empty");
        assertMessage(() -> Dataset.of(x, new int[2]), "'input' has 3 samples, 'target' has 2");
        assertMessage(() -> Dataset.columns().build(), "a data set needs at least one column");
        assertMessage(() -> Dataset.columns().floats("x", x).floats("x", x), "two columns named 'x'");
        assertMessage(() -> Sample.named().ints("a", 1).ints("a", 1), "the sample has two values named 'a'");
        assertMessage(() -> Dataset.stream(0, () -> Stream.of()), "the shuffle buffer must be at least 1, got 0");
        assertMessage(() -> Dataset.of(x, new int[3]).split(1, 0), "fraction must be between 0 and 1, got 1.0");
        assertMessage(
                () -> Dataset.of(x, new int[3]).split(0.1, 0),
                "3 samples cannot be split at 0.1: one part would be empty");
        assertThatThrownBy(() -> Dataset.stream(1, () -> Stream.of()).split(0.5, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a stream cannot be split; cache() keeps its samples in memory");
        assertThatThrownBy(() -> Dataset.stream(1, () -> Stream.of()).size())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("how many samples a stream has is not known before it is read");
    }

    @Test
    void samplesThatDoNotFit() {
        float[][] x = new float[3][TwoLayerModel.IN];
        assertFit(Dataset.of(new float[3][4], new int[3]), "sample 0: input 'x' of TwoLayer has 5 values [5], got 4");
        assertFit(
                Dataset.of(x, new int[] {0, 2, 3}),
                "sample 2: target 'targets' of TwoLayer takes 0 … 2, got 3; if the labels begin with 1, subtract 1 from each");
        assertFit(Dataset.of(x, new int[] {0, -1, 2}), "sample 1: target 'targets' of TwoLayer takes 0 … 2, got -1");
        assertFit(
                Dataset.of(x, new float[3][1]),
                "sample 0: target 'targets' of TwoLayer takes integers, got floats; a one-hot row is said by the index of its one");
        assertFit(Dataset.of(new int[3][5], new int[3]), "sample 0: input 'x' of TwoLayer takes floats, got integers");
        assertFit(Dataset.of(new float[][] {x[0], null}, new int[2]), "sample 1: input 'x' of TwoLayer is null");
        assertFit(
                Dataset.columns().floats("x", x).ints("label", new int[3]).build(),
                "the data set has no target 'targets'; it has [x, label], TwoLayer has the inputs [x float[5]] and the "
                        + "targets [targets int[]]");
        assertFit(
                Dataset.columns()
                        .floats("x", x)
                        .ints("targets", new int[3])
                        .ints("label", new int[3])
                        .build(),
                "the data set has [label], which TwoLayer does not; it has the inputs [x float[5]] and the targets "
                        + "[targets int[]]");
        List<Sample> late = new ArrayList<>(Samples.make(40, 1));
        late.add(Sample.of(new float[5], 9));
        assertFit(Dataset.stream(4, late::stream), "sample 40: target 'targets' of TwoLayer takes 0 … 2, got 9");
        assertFit(Dataset.stream(4, () -> Stream.of()), "the stream of samples is empty");
    }

    @Test
    void aSourceThatCannotBeOpened() {
        Dataset data = Dataset.stream(1, () -> {
            throw new IOException("gone");
        });
        assertThatThrownBy(() -> Trainer.of(MODEL).fit(data))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("the stream of samples cannot be opened: gone");
    }

    private static void assertFit(Dataset data, String message) {
        assertMessage(() -> Trainer.of(MODEL).fit(data), message);
    }

    private static void assertMessage(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static List<Long> numbers(Dataset data, Pass pass) {
        List<Long> numbers = new ArrayList<>();
        try (SampleReader reader = data.open(pass)) {
            while (reader.next()) {
                numbers.add(reader.number());
            }
        }
        return numbers;
    }

    private static List<Sample> samples(Dataset data) {
        return data.samples().toList();
    }

    private static List<Object> inputs(Dataset data) {
        return samples(data).stream().map(sample -> sample.value(0)).toList();
    }
}
