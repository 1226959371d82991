package dev.nervure.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Stream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream gives at each place what the whole forward pass gives there, however it is given its places. */
@Tag("vector")
class StreamTest {
    /** Sums are in another order than in the whole: some roundings of values about 1. */
    private static final float CLOSE = 1e-5f;

    private static final int LONGEST = StreamCases.LONGEST;
    private static final Map<String, Network> NETWORKS = StreamCases.all();
    private static final Map<String, Compiled> COMPILED = new LinkedHashMap<>();

    @BeforeAll
    static void compile() {
        SortedMap<String, Map<String, String>> sources = new TreeMap<>();
        NETWORKS.forEach((name, network) -> {
            assertThat(Streams.problems(network)).as(name).isEmpty();
            sources.put("streams." + name, Compiled.streamSources("streams." + name, network));
        });
        COMPILED.putAll(Compiled.of(sources));
    }

    static List<String> names() {
        return List.copyOf(NETWORKS.keySet());
    }

    /** A model, what it is given, and what its whole forward pass gives. */
    private static final class Whole {
        final Model model;
        final boolean words;
        final int width;
        final float[] floats;
        final int[] ints;
        final Map<String, float[]> given = new LinkedHashMap<>();
        final Activations a;
        private final Network network;

        Whole(String name) {
            network = NETWORKS.get(name);
            model = COMPILED.get("streams." + name).model(3);
            Random random = new Random(name.hashCode());
            a = model.newInferenceActivations(1);
            words = model.inputs().get(0).integers();
            width = words ? 1 : StreamCases.WIDTH;
            floats = new float[words ? 0 : LONGEST * width];
            ints = new int[words ? LONGEST : 0];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) random.nextGaussian();
            }
            for (int i = 0; i < ints.length; i++) {
                ints[i] = random.nextInt(StreamCases.WORDS);
            }
            model.inputs().forEach(input -> {
                if (input.name().equals("x")) {
                    System.arraycopy(floats, 0, a.floats("x"), 0, floats.length);
                } else if (input.name().equals("ids")) {
                    System.arraycopy(ints, 0, a.ints("ids"), 0, ints.length);
                } else {
                    float[] values = new float[input.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) random.nextGaussian();
                    }
                    given.put(input.name(), values);
                    System.arraycopy(values, 0, a.floats(input.name()), 0, values.length);
                }
            });
            model.forward(a, 1);
        }

        Streamer stream() {
            Streamer streamer = Streamer.of(model);
            given.forEach(streamer::give);
            return streamer;
        }

        Object place(int t) {
            return words ? (Object) ints[t] : Arrays.copyOfRange(floats, t * width, (t + 1) * width);
        }

        /** A place of each sequence. */
        Object placesAt(List<Integer> at) {
            if (words) {
                return at.stream().mapToInt(t -> ints[t]).toArray();
            }
            float[] places = new float[at.size() * width];
            for (int s = 0; s < at.size(); s++) {
                System.arraycopy(floats, at.get(s) * width, places, s * width, width);
            }
            return places;
        }

        Object places(int from, int count) {
            return words
                    ? Arrays.copyOfRange(ints, from, from + count)
                    : Arrays.copyOfRange(floats, from * width, (from + count) * width);
        }

        String name(int output) {
            return model.outputs().get(output).name();
        }

        /** The last of several places that one step gives, as at the end of a margin. */
        float[] lastOf(int output, float[] values, int places) {
            return row(values, time(output), values.length / size(output), places - 1, size(output));
        }

        int outputs() {
            return model.outputs().size();
        }

        private Shape shape(int output) {
            return network.outputs().get(output).type().shape();
        }

        private int time(int output) {
            Shape shape = shape(output);
            for (int axis = 0; axis < shape.rank(); axis++) {
                if (!shape.axis(axis).constant()) {
                    return axis;
                }
            }
            return -1;
        }

        /** The values of a place. */
        int size(int output) {
            Shape shape = shape(output);
            return time(output) < 0
                    ? shape.size()
                    : shape.size() / shape.axis(time(output)).max();
        }

        /** How many places of an output there are after {@code t} of the variable axis. */
        int given(int output, int t) {
            return time(output) < 0 ? t : t == 0 ? 0 : length(shape(output).axis(time(output)), t);
        }

        private static int length(Dim dim, int t) {
            if (dim instanceof Dim.Sum sum) {
                return length(sum.of(), t) + sum.term();
            }
            return dim instanceof Dim.Quotient quotient
                    ? Math.floorDiv(length(quotient.of(), t), quotient.divisor())
                    : t;
        }

        /** What the whole gives at a place; the outputs without places, of what there is up to it. */
        float[] at(int output, int t) {
            float[] all = a.floats(model.outputs().get(output).name());
            int time = time(output);
            if (time < 0) {
                a.lengths("T")[0] = t + 1;
                model.forward(a, 1);
                return Arrays.copyOf(all, size(output));
            }
            return row(all, time, shape(output).axis(time).max(), t, size(output));
        }

        /** Whether place {@code t} of the variable axis gives an output a place, and what. */
        float @Nullable [] after(int output, int t) {
            int places = given(output, t + 1);
            return places == given(output, t) ? null : at(output, places - 1);
        }

        float[] fed(int output, float[] values, int count, int t) {
            return time(output) < 0 ? values : row(values, time(output), count, t, size(output));
        }

        private static float[] row(float[] values, int time, int places, int t, int size) {
            float[] row = new float[size];
            for (int i = 0; i < size; i++) {
                row[i] = values[time == 0 ? t * size + i : i * places + t];
            }
            return row;
        }

        boolean isOfPlaces(int output) {
            return time(output) >= 0;
        }
    }

    private static void assertClose(float[] actual, float[] expected, String what) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as(what + " [" + i + "]").isCloseTo(expected[i], within(CLOSE));
        }
    }

    private static void assertStep(Whole whole, Streamer stream, int t, String what) {
        float[][] y = stream.step(whole.place(t));
        for (int k = 0; k < y.length; k++) {
            float[] expected = whole.after(k, t);
            if (expected == null) {
                assertThat(y[k]).as(what + ", place " + t).isNull();
            } else {
                assertThat(y[k]).as(what + ", place " + t).isNotNull();
                assertClose(y[k], expected, what + ", place " + t);
            }
            assertThat(stream.stream.places(whole.name(k)))
                    .isEqualTo(whole.isOfPlaces(k) ? whole.given(k, t + 1) - whole.given(k, t) : 1);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void stepsGiveWhatTheWholeGives(String name) {
        Whole whole = new Whole(name);
        Streamer stream = whole.stream();
        for (int t = 0; t < LONGEST; t++) {
            assertThat(stream.stream.position()).isEqualTo(t);
            assertStep(whole, stream, t, name);
        }
        stream.stream.reset();
        assertStep(whole, stream, 0, name + " after reset");
    }

    @ParameterizedTest
    @MethodSource("names")
    void feedsOfAnyCutGiveWhatTheWholeGives(String name) {
        Whole whole = new Whole(name);
        Random random = new Random(5);
        for (int turn = 0; turn < 3; turn++) {
            Streamer stream = whole.stream();
            for (int t = 0; t < LONGEST; ) {
                int count = turn == 0 ? LONGEST : 1 + random.nextInt(LONGEST - t);
                if (turn == 2 && random.nextBoolean()) {
                    assertStep(whole, stream, t++, name + " between feeds");
                    continue;
                }
                float[][] y = new float[whole.outputs()][];
                for (int k = 0; k < y.length; k++) {
                    int places = whole.given(k, t + count) - whole.given(k, t);
                    y[k] = new float[whole.size(k) * (whole.isOfPlaces(k) ? places : 1)];
                }
                stream.feed(whole.places(t, count), count, y);
                for (int k = 0; k < y.length; k++) {
                    int before = whole.given(k, t);
                    int places = whole.given(k, t + count) - before;
                    for (int i = whole.isOfPlaces(k) ? 0 : count - 1; i < places; i++) {
                        assertClose(
                                whole.fed(k, y[k], places, i),
                                whole.at(k, before + i),
                                name + ", fed place " + (t + i));
                    }
                    assertThat(stream.stream.places(whole.name(k))).isEqualTo(whole.isOfPlaces(k) ? places : 1);
                }
                t += count;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void copiesAndRestoredStreamsGoOn(String name) {
        Whole whole = new Whole(name);
        Streamer stream = whole.stream();
        stream.feed(whole.places(0, 20), 20, new float[whole.outputs()][]);
        Streamer copy = stream.copy();
        Streamer restored = Streamer.of(whole.model);
        restored.stream.restore(stream.stream.save());
        assertThat(restored.stream.position()).isEqualTo(20);
        stream.stream.reset();
        for (int t = 20; t < 30; t++) {
            assertStep(whole, copy, t, name + " copied");
            assertStep(whole, restored, t, name + " restored");
            assertStep(whole, stream, t - 20, name + " that was copied");
        }
    }

    /** By the code that a step runs, since a call by reflection allocates its arguments. */
    @Tag("allocation")
    @ParameterizedTest
    @MethodSource("names")
    void stepsAllocateNothing(String name) {
        Whole whole = new Whole(name);
        Streamer stream = whole.stream();
        Object[] place = {whole.place(0)};
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long ofCalls = Long.MAX_VALUE;
        long ofSteps = Long.MAX_VALUE;
        for (int window = 0; window < 6; window++) { // the JVM may load or link something late
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10; i++) {
                stream.position(place);
            }
            long between = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10; i++) {
                stream.stepOnly(place);
            }
            ofCalls = Math.min(ofCalls, between - before);
            ofSteps = Math.min(ofSteps, threads.getCurrentThreadAllocatedBytes() - between);
        }
        assertThat(ofSteps - ofCalls).as(name).isLessThanOrEqualTo(0);
    }

    /** Sequences of different lengths in one step, which join and leave, one of them from a stream. */
    @ParameterizedTest
    @MethodSource("names")
    void severalSequencesGiveWhatEachGives(String name) {
        Whole whole = new Whole(name);
        Sequences sequences = new Sequences(whole.model, 3);
        List<Integer> at = new ArrayList<>();
        Random random = new Random(9);
        for (int turn = 0; turn < 40; turn++) {
            if (at.size() < 3 && (at.isEmpty() || random.nextInt(3) == 0)) {
                if (random.nextBoolean()) {
                    int sequence = sequences.join();
                    whole.given.forEach((input, values) -> sequences.give(input, sequence, values));
                    at.add(0);
                } else {
                    Streamer stream = whole.stream();
                    stream.feed(whole.places(0, 7), 7, new float[whole.outputs()][]);
                    sequences.join(stream.stream);
                    at.add(7);
                }
            } else if (at.size() > 1 && random.nextInt(6) == 0) {
                int leaves = random.nextInt(at.size());
                sequences.leave(leaves);
                at.set(leaves, at.get(at.size() - 1));
                at.remove(at.size() - 1);
            }
            float[][] y = sequences.step(whole.placesAt(at));
            for (int k = 0; k < y.length; k++) {
                int size = whole.size(k);
                float[] all = y[k].clone();
                for (int s = 0; s < at.size(); s++) {
                    float[] expected = whole.after(k, at.get(s));
                    assertThat(sequences.places(whole.name(k), s) > 0).isEqualTo(expected != null);
                    if (expected != null) {
                        int length = all.length / sequences.capacity();
                        float[] own = Arrays.copyOfRange(all, s * length, (s + 1) * length);
                        assertClose(
                                length == size ? own : whole.lastOf(k, own, sequences.places(whole.name(k), s)),
                                expected,
                                name + ", place " + at.get(s) + " of sequence " + s);
                    }
                }
            }
            for (int s = 0; s < at.size(); s++) {
                at.set(s, at.get(s) + 1);
                assertThat(sequences.position(s)).isEqualTo(at.get(s));
            }
        }
    }

    @Test
    void sequencesAreToldOfTheirLimits() {
        Whole whole = new Whole("attention");
        Sequences sequences = new Sequences(whole.model, 1);
        sequences.join();
        assertThatThrownBy(sequences::join)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there are 1 sequences already, and no more can join");
        assertThatThrownBy(() -> sequences.leave(1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("there are 1 sequences, and none of number 1");
        for (int t = 0; t < LONGEST; t++) {
            sequences.step(whole.place(t));
        }
        assertThatThrownBy(() -> sequences.step(whole.place(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sequence 0 of Net has taken 80 places, as many as it can; let it leave");
        sequences.leave(0);
        sequences.join();
        assertClose(sequences.step(whole.place(0))[0], whole.at(0, 0), "a new sequence");
    }

    @Test
    void isToldOfTooManyPlaces() {
        Whole whole = new Whole("attention");
        Streamer stream = whole.stream();
        stream.feed(whole.places(0, 79), 79, (float[]) null);
        assertThatThrownBy(() -> stream.feed(whole.places(0, 2), 2, (float[]) null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this stream of Net has taken 79 places and can take 80 at most, got 2 more; reset it to begin "
                                + "anew");
        assertStep(whole, stream, 79, "the last place");
        assertThatThrownBy(() -> stream.step(whole.place(0))).hasMessageContaining("has taken 80 places");
    }

    /** An axis that is shorter than what is fed at once, and one of 1 place. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void shortAxesAreFedAtOnce(int longest) {
        Tensor x = Tensor.input("x", List.of(longest, 4), o -> o.variable("T"));
        Tensor y = x.plus(x.multiHeadAttention(2, o -> o.causal(true))).gru(3).named("y");
        String name = "streams.longest" + longest;
        SortedMap<String, Map<String, String>> sources = new TreeMap<>();
        sources.put(name, Compiled.streamSources(name, Network.of(y)));
        Model model = Compiled.of(sources).get(name).model(1);
        Activations a = model.newActivations(1);
        for (int i = 0; i < longest * 4; i++) {
            a.floats("x")[i] = (float) Math.sin(i);
        }
        model.forward(a, 1);
        float[] fed = new float[longest * 3];
        Streamer.of(model).feed(a.floats("x"), longest, fed);
        assertClose(fed, a.floats("y"), name);
    }

    /** A place has a part of each input, numbers as numbers. */
    @Test
    void takesAPlaceOfEachInput() throws ReflectiveOperationException {
        Tensor x = Tensor.input("x", List.of(LONGEST, 3), o -> o.variable("T"));
        Tensor ids = Tensor.input(
                "ids", List.of(LONGEST), o -> o.type(ElementType.INT).variable("T"));
        Tensor y = Tensor.concat(-1, List.of(ids.embedding(5, 4), x.dense(2)))
                .gru(4)
                .dense(2)
                .named("y");
        SortedMap<String, Map<String, String>> sources = new TreeMap<>();
        sources.put("streams.inputs", Compiled.streamSources("streams.inputs", Network.of(y)));
        Model model = Compiled.of(sources).get("streams.inputs").model(1);
        Activations a = model.newActivations(1);
        for (int t = 0; t < LONGEST; t++) {
            a.ints("ids")[t] = t * 3 % 5;
            a.floats("x")[3 * t] = (float) Math.sin(t);
        }
        model.forward(a, 1);
        Stream steps = model.newStream();
        Method step = steps.getClass().getMethod("step", float[].class, int.class);
        for (int t = 0; t < LONGEST; t++) {
            float[] place = Arrays.copyOfRange(a.floats("x"), 3 * t, 3 * t + 3);
            float[] expected = Arrays.copyOfRange(a.floats("y"), 2 * t, 2 * t + 2);
            assertClose((float[]) step.invoke(steps, place, a.ints("ids")[t]), expected, "place " + t);
        }
        float[] fed = new float[LONGEST * 2];
        Stream stream = model.newStream();
        stream.getClass()
                .getMethod("feed", float[].class, int[].class, int.class, float[].class)
                .invoke(stream, a.floats("x"), a.ints("ids"), LONGEST, fed);
        assertClose(fed, a.floats("y"), "fed");
    }

    @Test
    void recurrenceGoesOnForEver() {
        Whole whole = new Whole("gru");
        Streamer stream = whole.stream();
        for (int t = 0; t < 1_000; t++) {
            stream.step(whole.place(t % LONGEST));
        }
        assertThat(stream.stream.position()).isEqualTo(1_000);
    }

    /** Keys and values of a window are a ring: the state is as small, and a stream goes on. */
    @Test
    void windowsGoOnForEver() {
        Whole whole = new Whole("window");
        Streamer stream = whole.stream();
        assertThat(stream.stream.stateBytes()).isEqualTo(4 * (2 * 8 * 64 + 2 * 4 * 128));
        for (int t = 0; t < 300; t++) {
            stream.step(whole.place(t % LONGEST));
        }
        Streamer fed = whole.stream();
        for (int t = 0; t < 300; t += 20) {
            fed.feed(whole.places(t % LONGEST, 20), 20, (float[]) null);
        }
        assertClose(fed.step(whole.place(3))[0], stream.step(whole.place(3))[0], "after 300 places");
    }

    @Test
    void takesNoStateOfOthers() {
        byte[] state = new Whole("gru").stream().stream.save();
        Streamer other = new Whole("lstm").stream();
        assertThatThrownBy(() -> other.stream.restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the state of a stream of Net has");
        byte[] wrong = other.stream.save();
        wrong[0]++;
        assertThatThrownBy(() -> other.stream.restore(wrong))
                .hasMessage("these bytes are not the state of a stream of Net");
        wrong[0]--;
        wrong[12]++; // within the hash, after the length and "Net "
        assertThatThrownBy(() -> other.stream.restore(wrong))
                .hasMessage(
                        "these bytes are not the state of a stream of Net as it is now: it was declared otherwise when "
                                + "they were saved");
        wrong[12]--;
        Arrays.fill(wrong, 28, 32, (byte) -1);
        assertThatThrownBy(() -> other.stream.restore(wrong)).hasMessageContaining("cannot be at position -1");
    }

    /** What follows of a memory is computed when it is given, not at each place; another one counts from the next place on. */
    @Test
    void memoriesAreProjectedOnce() {
        assertThat(COMPILED.get("streams.translation").source("Step")).contains("if (a.givenAnew()) {");
        Whole whole = new Whole("translation");
        Streamer stream = whole.stream();
        float[] first = stream.step(whole.place(0))[0];
        float[] other = new float[whole.given.get("source").length];
        Arrays.fill(other, 0.3f);
        stream.give("source", other);
        stream.stream.reset();
        assertThat(stream.step(whole.place(0))[0]).isNotEqualTo(first);
        stream.give("source", whole.given.get("source"));
        stream.stream.reset();
        assertThat(stream.step(whole.place(0))[0]).isEqualTo(first);
    }

    /** A counter that is near its greatest number goes on from a smaller one at which strides stand alike. */
    @Test
    void stridesGoOnForEver() {
        Whole whole = new Whole("stridedTwice");
        Streamer stream = whole.stream();
        byte[] state = stream.stream.save();
        int period = 6;
        int near = (Integer.MAX_VALUE - (1 << 29)) / period * period;
        ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN).putInt(28, near);
        stream.stream.restore(state);
        for (int t = 0; t < LONGEST; t++) {
            float[] expected = whole.after(0, t);
            float[] y = stream.step(whole.place(t))[0];
            assertThat(y == null).isEqualTo(expected == null);
            if (t == 40) {
                assertThat(stream.stream.position()).isLessThan(near);
            }
        }
    }

    @Test
    void asksForOutputsThatThereAre() {
        Stream stream = new Whole("rates").stream().stream;
        assertThat(stream.places("z")).isZero();
        assertThatThrownBy(() -> stream.places("x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Net has no output x");
    }

    @Test
    void saysHowLargeItsStateIs() {
        assertThat(new Whole("dense").stream().stream.stateBytes()).isZero();
        assertThat(new Whole("lstm").stream().stream.stateBytes()).isEqualTo(2 * 2 * 9 * 4);
        assertThat(new Whole("repeated").stream().stream.stateBytes()).isEqualTo(4 * 8 * 4);
        assertThat(COMPILED.get("streams.repeated").source("Stream")).contains("Its state has 128 bytes.");
        assertThat(new Whole("given").stream().stream.stateBytes()).isEqualTo(6 * 4 + 6 * 4); // with what it was given
    }

    @Test
    void tellsPlacesThatAreTooFew() {
        Streamer stream = new Whole("dense").stream();
        assertThatThrownBy(() -> stream.step(new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x needs 8 values, got 3");
        assertThat(stream.stream.position()).isZero();
    }

    @Test
    void withoutStreamsThereIsNone() {
        Model model = Compiled.of(NETWORKS.get("dense")).model(1);
        assertThatThrownBy(model::newStream)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Net is declared without stream = true");
    }
}
