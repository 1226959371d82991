package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.runtime.generated.TwoLayerModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Data sets that read from other data sets, and what they draw at random. */
class DatasetViewsTest {
    /** Sample i has the input {i} and the class i mod 3, but the first ten have class 0. */
    private static Dataset numbered(int count) {
        return Dataset.of(
                IntStream.range(0, count).mapToObj(DatasetViewsTest::sample).toList());
    }

    private static Sample sample(int i) {
        return Sample.of(new float[] {i}, i < 10 ? 0 : i % 3);
    }

    @Test
    void samplesCanBeRead() {
        Dataset data = numbered(12);
        assertThat(data.get(11).floats("input")).containsExactly(11f);
        assertThat(data.get(11).label()).isEqualTo(2);
        assertThat(data.get(11).ints("target")).containsExactly(2);
        assertThat(data.get(11).names()).containsExactly("input", "target");
        assertThat(data.get(11)).hasToString("input float[1], target int[1]");
        data.get(11).floats("input")[0] = 99; // a copy
        assertThat(values(data)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThatThrownBy(() -> data.get(12))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("there is no sample 12 among 12");
        assertThatThrownBy(() -> data.get(0).floats("x"))
                .hasMessage("the sample has nothing named 'x'; it has [input, target]");
        assertThatThrownBy(() -> data.get(0).ints("input"))
                .hasMessage("'input' of the sample has floats: read them with floats");
        assertThatThrownBy(() -> data.get(0).floats("target"))
                .hasMessage("'target' of the sample has integers: read them with ints");
        assertThatThrownBy(() -> data.get(0).label("input")).hasMessage("'input' of the sample is not one integer");
        assertThatThrownBy(() -> stream(3).get(0))
                .hasMessage("a stream cannot be read at any place; cache() keeps its samples in memory");
    }

    @Test
    void viewsReadFromWhatTheyAreMadeOf() {
        Dataset data = numbered(6);
        Dataset doubled = data.map(DatasetViewsTest::doubled);
        assertThat(values(doubled)).containsExactly(0, 2, 4, 6, 8, 10);
        assertThat(values(doubled.subset(2, 4))).containsExactly(4, 6);
        assertThat(values(doubled.subset(new int[] {5, 0, 5}))).containsExactly(10, 0, 10);
        assertThat(values(doubled.filter(sample -> sample.floats("input")[0] > 5)))
                .containsExactly(6, 8, 10);
        assertThat(values(data.subset(0, 2).concat(doubled))).containsExactly(0, 1, 0, 2, 4, 6, 8, 10);
        assertThat(values(Dataset.of(4, DatasetViewsTest::sample))).containsExactly(0, 1, 2, 3);
        assertThatThrownBy(() -> data.filter(sample -> false)).hasMessage("the filter keeps none of the 6 samples");
        assertThatThrownBy(() -> data.subset(3, 7)).hasMessage("there is no sample 6 among 6");
        assertThatThrownBy(() -> Dataset.of(0, DatasetViewsTest::sample)).hasMessage("the data set is empty");
    }

    @Test
    void streamsToo() {
        Dataset stream = stream(6).map(DatasetViewsTest::doubled).filter(s -> s.floats("input")[0] != 4);
        assertThat(values(stream)).containsExactly(0, 2, 6, 8, 10);
        assertThat(values(stream.concat(numbered(2)))).containsExactly(0, 2, 6, 8, 10, 0, 1);
        assertThat(values(numbered(2).concat(stream))).containsExactly(0, 1, 0, 2, 6, 8, 10);
        assertThat(values(stream.cache())).containsExactly(0, 2, 6, 8, 10);
        assertThat(stream.cache().size()).isEqualTo(5);
        assertThat(numbered(2).concat(stream(6).withSize(6)).size()).isEqualTo(8);
        for (Map.Entry<String, Function<Dataset, Object>> call : Map.<String, Function<Dataset, Object>>of(
                        "cannot be split", data -> data.split(0.5, 1),
                        "cannot be balanced", Dataset::balanced,
                        "cannot be drawn from by weight", data -> data.weighted(sample -> 1),
                        "has no subsets", data -> data.subset(0, 1),
                        "has no other sample to mix with", data -> data.mixUp(1))
                .entrySet()) {
            assertThatThrownBy(() -> call.getValue().apply(stream))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a stream " + call.getKey() + "; cache() keeps its samples in memory");
        }
    }

    @Test
    void streamsAreToldSeedAndEpochAndKeepTheirSize() {
        List<String> opened = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        Dataset stream = Dataset.stream(1, (seed, epoch) -> {
                    opened.add(seed + "/" + epoch);
                    return Samples.make(40, epoch).stream();
                })
                .withSize(40);
        Trainer.of(TwoLayerModel.create(1))
                .seed(7)
                .epochs(2)
                .validation(stream)
                .onBatch(progress -> sizes.add(progress.epochSize()))
                .fit(stream);
        assertThat(opened).containsExactly("7/1", "0/0", "7/2", "0/0");
        assertThat(sizes).containsOnly(40L);
        assertThat(stream.size()).isEqualTo(40);
        assertThatThrownBy(() -> values(stream(6).withSize(7)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the stream was said to have 7 samples, and has 6");
        assertThatThrownBy(() -> values(stream(6).withSize(5)))
                .hasMessage("the stream was said to have 5 samples, and has more");
        assertThatThrownBy(() -> stream(6).withSize(0)).hasMessage("the number of samples must be at least 1, got 0");
        assertThatThrownBy(() -> numbered(6).withSize(6))
                .hasMessage("withSize is for a data set as Dataset.stream makes it: call it right after");
    }

    @Test
    void threePartsHaveTheirShareOfEveryClass() {
        Dataset data = numbered(100);
        Dataset.ThreeWaySplit parts = data.split(0.6, 0.2, 3);
        List<Integer> all = new ArrayList<>();
        Map<Integer, Long> of = classes(data);
        for (Dataset part : List.of(parts.component1(), parts.component2(), parts.component3())) {
            assertThat(values(part)).isSorted();
            all.addAll(values(part));
            double share = part.size() / 100.0;
            classes(part).forEach((c, count) -> assertThat((double) count)
                    .isBetween(of.get(c) * share - 1.01, of.get(c) * share + 1.01));
        }
        assertThat(all).hasSize(100).doesNotHaveDuplicates();
        assertThat(List.of(
                        parts.train().size(),
                        parts.validation().size(),
                        parts.test().size()))
                .containsExactly(60, 20, 20);
        assertThat(values(data.split(0.6, 3).component1())).isEqualTo(values(parts.train()));
        assertThatThrownBy(() -> data.split(0.6, 0.4, 3))
                .hasMessage("the fractions must be above 0 and leave something for the test, got 0.6 and 0.4");
        // Classes do not matter: now and then a part has another share.
        assertThat(classes(data.split(0.5, 1, sample -> 0).train()))
                .isNotEqualTo(classes(data.split(0.5, 1).train()));
    }

    @Test
    void foldsTestEachSampleOnce() {
        Dataset data = numbered(50);
        List<Integer> tested = new ArrayList<>();
        Map<Integer, Long> of = classes(data);
        for (Dataset.Split fold : data.folds(4, 9)) {
            tested.addAll(values(fold.test()));
            assertThat(fold.test().size()).isBetween(12, 13);
            assertThat(values(fold.train()))
                    .hasSize(50 - fold.test().size())
                    .doesNotContainAnyElementsOf(values(fold.test()));
            classes(fold.test()).forEach((c, count) -> assertThat(count / (double) of.get(c))
                    .isBetween(0.15, 0.35));
        }
        assertThat(tested).hasSize(50).doesNotHaveDuplicates();
        assertThatThrownBy(() -> data.folds(1, 9)).hasMessage("50 samples can be cut into 2 … 50 folds, got 1");
        assertThatThrownBy(() -> data.folds(51, 9)).hasMessage("50 samples can be cut into 2 … 50 folds, got 51");
    }

    @Test
    void balancedEpochsHaveEachClassEquallyOften() {
        Dataset data = numbered(31).balanced(); // 17, 7, 7
        assertThat(classes(data)).containsEntry(0, 17L).containsEntry(1, 7L);
        for (int epoch = 1; epoch <= 3; epoch++) {
            List<Sample> drawn = read(data, new Pass(5, epoch));
            assertThat(classesOf(drawn.stream()).values()).allMatch(count -> count == 10 || count == 11);
            Map<Float, Long> times = drawn.stream()
                    .collect(Collectors.groupingBy(sample -> sample.floats("input")[0], Collectors.counting()));
            assertThat(times.values()).allMatch(count -> count <= 2); // seven samples for ten or eleven places
        }
        assertThat(values(read(data, new Pass(5, 1)))).isNotEqualTo(values(read(data, new Pass(5, 2))));
        assertThat(values(read(data, new Pass(5, 1)))).isEqualTo(values(read(data, new Pass(5, 1))));
        Dataset unlabelled = Dataset.of(new float[3][1]);
        assertThatThrownBy(unlabelled::balanced).hasMessage("the sample has nothing named 'target'; it has [input]");
    }

    @Test
    void weightedSamplesComeByTheirWeight() {
        Dataset data =
                numbered(1000).weighted(sample -> sample.floats("input")[0] < 500 ? 3 : sample.label() == 0 ? 0 : 1);
        List<Sample> drawn = read(data, new Pass(5, 1));
        long low =
                drawn.stream().filter(sample -> sample.floats("input")[0] < 500).count();
        // 1,500 of 1,833 in weight: 818 of 1,000, and 12 of deviation.
        assertThat(low).isBetween(760L, 880L);
        assertThat(drawn).hasSize(1000).noneMatch(s -> s.floats("input")[0] >= 500 && s.label() == 0);
        assertThatThrownBy(() -> numbered(3).weighted(sample -> -1))
                .hasMessage("the weight of sample 0 must be 0 or more, got -1.0");
        assertThatThrownBy(() -> numbered(3).weighted(sample -> 0))
                .hasMessage("the weights of the samples add up to 0.0");
    }

    @Test
    void whatIsDrawnFollowsFromSeedEpochAndSample() {
        Dataset data = numbered(20).map((sample, random) -> sample.with("input", new float[] {random.nextFloat()}));
        Map<Integer, List<Integer>> first = noise(data, new Pass(1, 1));
        assertThat(noise(data, new Pass(1, 1))).isEqualTo(first);
        assertThat(noise(data, new Pass(1, 2))).isNotEqualTo(first);
        assertThat(noise(data, new Pass(2, 1))).isNotEqualTo(first);
        // Two steps, two halves and two turns draw numbers of their own.
        Dataset twice = numbered(200)
                .map((sample, random) -> sample.with("input", new float[] {random.nextFloat(), 0}))
                .map((sample, random) ->
                        sample.with("input", new float[] {sample.floats("input")[0], random.nextFloat()}));
        assertThat(read(twice, new Pass(1, 1)))
                .allMatch(sample -> sample.floats("input")[0] != sample.floats("input")[1]);
        Dataset both = data.concat(data);
        assertThat(both.get(3).floats("input")[0]).isNotEqualTo(both.get(23).floats("input")[0]);
        Dataset repeated = numbered(20)
                .weighted(sample -> sample.floats("input")[0] == 4 ? 1 : 0)
                .map((sample, random) -> sample.with("input", new float[] {random.nextFloat()}));
        assertThat(read(repeated, new Pass(1, 1)).stream().map(sample -> sample.floats("input")[0]))
                .hasSize(20)
                .doesNotHaveDuplicates();
        assertThatThrownBy(data::cache)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cache() would keep what was drawn at random in every epoch: call it before");
    }

    @Test
    void cachedSamplesAreMadeOnce() {
        AtomicInteger made = new AtomicInteger();
        Dataset data = numbered(10)
                .map(sample -> {
                    made.incrementAndGet();
                    return doubled(sample);
                })
                .cache();
        assertThat(values(data)).isEqualTo(values(data)).contains(18);
        assertThat(made).hasValue(10);
    }

    @Test
    void mixedSamplesLieBetweenTwo() {
        float[][] x = new float[500][2];
        Arrays.setAll(x, i -> new float[] {i % 2, 1 - i % 2});
        int[] classes = IntStream.range(0, 500).map(i -> i % 2).toArray();
        Dataset mixed = Dataset.of(x, classes).mixUp(1);
        double own = 0;
        double agreeing = 0;
        List<Sample> samples = read(mixed, new Pass(3, 1));
        for (Sample sample : samples) {
            float[] values = sample.floats("input");
            assertThat(values[0] + values[1]).isCloseTo(1f, org.assertj.core.api.Assertions.within(1e-6f));
            own += values[0];
            agreeing += values[sample.label() == 1 ? 0 : 1];
        }
        // Means over 500: of the shares 1/2, with a deviation of 0.013; the label is the class of a larger share.
        assertThat(own / 500).isBetween(0.43, 0.57);
        assertThat(agreeing / 500).isBetween(0.75, 0.92); // ½ · 1 + ½ · E[λ² + (1 − λ)²] = 5/6
        assertThatThrownBy(() -> Dataset.of(x, classes).mixUp(0))
                .hasMessage("alpha must be a positive number, got 0.0");
        Dataset uneven = Dataset.of(new float[][] {{1}, {1, 2}}, new int[2]).mixUp(1);
        assertThatThrownBy(() -> read(uneven.concat(uneven).concat(uneven.concat(uneven)), new Pass(1, 1)))
                .hasMessageContaining("'input' of two samples cannot be mixed: input float[");
    }

    private static Sample doubled(Sample sample) {
        return sample.with("input", new float[] {2 * sample.floats("input")[0]});
    }

    private static Dataset stream(int count) {
        return Dataset.stream(1, () -> IntStream.range(0, count).mapToObj(DatasetViewsTest::sample));
    }

    private static List<Integer> values(Dataset data) {
        return values(data.samples().toList());
    }

    private static List<Integer> values(List<Sample> samples) {
        return samples.stream().map(sample -> (int) sample.floats("input")[0]).toList();
    }

    private static Map<Integer, Long> classes(Dataset data) {
        return classesOf(data.samples());
    }

    private static Map<Integer, Long> classesOf(Stream<Sample> samples) {
        return samples.collect(Collectors.groupingBy(Sample::label, TreeMap::new, Collectors.counting()));
    }

    private static List<Sample> read(Dataset data, Pass pass) {
        List<Sample> samples = new ArrayList<>();
        try (SampleReader reader = data.open(pass)) {
            while (reader.next()) {
                samples.add(reader.sample());
            }
        }
        return samples;
    }

    /** What was drawn for each sample, by its number. */
    private static Map<Integer, List<Integer>> noise(Dataset data, Pass pass) {
        Map<Integer, List<Integer>> drawn = new TreeMap<>();
        try (SampleReader reader = data.open(pass)) {
            while (reader.next()) {
                drawn.put(
                        (int) reader.number(),
                        List.of(Float.floatToIntBits(reader.sample().floats("input")[0])));
            }
        }
        return drawn;
    }
}
