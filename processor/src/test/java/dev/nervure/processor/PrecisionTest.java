package dev.nervure.processor;

import static dev.nervure.dsl.Activation.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.plan.Options;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Load;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Precision;
import dev.nervure.runtime.PrecisionOptions;
import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.TensorInfo;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.runtime.WeightsFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models whose weights have fewer bits compute with the values that they say they have, and files keep them. */
class PrecisionTest {
    private static final Map<String, Network> NETWORKS = Map.of(
            "dense",
                    Network.of(Tensor.input("x", 96)
                            .dense(128, o -> o.activation(RELU).name("hidden"))
                            .dense(20, o -> o.name("logits"))
                            .named("y")),
            "convolution",
                    Network.of(Tensor.input("x", 6, 12, 12)
                            .conv2d(32, 3, o -> o.padding(1).activation(RELU).name("first"))
                            .conv2d(40, 1, o -> o.name("pointwise"))
                            .convTranspose2d(16, 2, o -> o.stride(2).name("up"))
                            .named("y")),
            "recurrence",
                    Network.of(Tensor.input("x", 5, 24)
                            .gru(40, o -> o.name("gru"))
                            .lstm(32, o -> o.name("lstm").bidirectional(true))
                            .named("y")),
            "words",
                    Network.of(
                            words(70, 32, "words").gru(40, o -> o.name("gru")).named("y")),
            "tied",
                    Network.of(words(90, 40, "tok")
                            .tanh()
                            .dense(90, o -> o.bias(false).name("tok"))
                            .named("y")),
            "attention",
                    Network.of(Tensor.input("x", 6, 64)
                            .transformerEncoder(2, 4, o -> o.feedForward(96).name("t"))
                            .named("y")));

    private static Tensor words(int size, int units, String name) {
        return Tensor.input("ids", List.of(6), o -> o.type(ElementType.INT)).embedding(size, units, o -> o.name(name));
    }

    private static final Map<String, Compiled> COMPILED = compiled();

    private static Map<String, Compiled> compiled() {
        TreeMap<String, Map<String, String>> sources = new TreeMap<>();
        NETWORKS.forEach((name, network) ->
                sources.put("precision." + name, Compiled.sources("precision." + name, network, Options.DEFAULT)));
        return Compiled.of(sources);
    }

    private static Model model(String name) {
        return COMPILED.get("precision." + name).model(7);
    }

    private static float[] output(Model model, int n) {
        Activations a = model.newInferenceActivations(n);
        SplittableRandom random = new SplittableRandom(3);
        for (TensorInfo input : model.inputs()) {
            if (input.integers()) {
                int[] ids = a.ints(input.name());
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = random.nextInt(70);
                }
                continue;
            }
            float[] x = a.floats(input.name());
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.nextDouble(-1, 1);
            }
        }
        model.forward(a, n);
        return a.floats(model.outputs().get(0).name()).clone();
    }

    /** Against the same values as 32-bit floats: apart from the order of additions, the same sums. */
    @ParameterizedTest
    @EnumSource
    void everyKernelComputesWithTheValues(Precision precision) {
        for (String name : NETWORKS.keySet()) {
            Model floats = model(name);
            Model small = floats.withPrecision(precision);
            Model same = model(name);
            boolean some = false;
            for (Parameter parameter : small.weights()) {
                same.weights().get(parameter.name()).set(parameter.values());
                some |= parameter.precision() != Precision.FLOAT32;
                assertThat(parameter.precision()).isIn(precision, Precision.FLOAT32);
            }
            assertThat(some).as(name).isEqualTo(precision != Precision.FLOAT32);
            for (int n : new int[] {1, 3}) {
                float[] expected = output(same, n);
                float[] found = output(small, n);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(found[i]).as(name).isCloseTo(expected[i], within(2e-5f));
                }
            }
            if (precision == Precision.FLOAT32) {
                assertThat(output(small, 2)).isEqualTo(output(floats, 2));
            }
        }
    }

    /** Tables that are only looked up are held so too, and learn as others do. */
    @Test
    void tables() {
        Model floats = model("words");
        Model small = floats.withPrecision(Precision.INT8);
        assertThat(small.weights().get("words.weight").form())
                .isEqualTo("8-bit integers, a scale for each of 70 outputs");
        assertThat(small.weights().get("words.weight").bytes()).isEqualTo(70 * 32 + 70 * 4);
        Compiled compiled = Compiled.of(Network.of(words(70, 32, "words").named("y")));
        Model model = compiled.model(1);
        Activations a = model.newTrainingActivations(2);
        int[] ids = {1, 5, 1, 69, 0, 1, 5, 7, 7, 7, 2, 2};
        System.arraycopy(ids, 0, a.ints("ids"), 0, 12);
        Gradients g = model.newTrainingGradients(2);
        for (int pass = 0; pass < 2; pass++) {
            model.forward(a, 2, TrainingPass.of(1, 0));
            Arrays.fill(g.activation("y"), 0.5f);
            model.backwardFrom(a, g, 2);
            float[] found = g.parameter("words.weight");
            for (int row = 0; row < 70; row++) {
                int word = row;
                float expected =
                        0.5f * Arrays.stream(ids).filter(id -> id == word).count();
                assertThat(Arrays.copyOfRange(found, row * 32, row * 32 + 32)).containsOnly(expected);
            }
        }
    }

    /** What rounding to 8 bits loses of the output stays within a few percent of its size. */
    @Test
    void littleIsLost() {
        for (String name : NETWORKS.keySet()) {
            float[] expected = output(model(name), 4);
            float[] found = output(model(name).withPrecision(Precision.INT8), 4);
            double product = 0;
            double left = 0;
            double right = 0;
            for (int i = 0; i < expected.length; i++) {
                product += (double) expected[i] * found[i];
                left += (double) expected[i] * expected[i];
                right += (double) found[i] * found[i];
            }
            assertThat(product / Math.sqrt(left * right))
                    .as("cosine of %s", name)
                    .isGreaterThan(0.9995);
        }
    }

    @Test
    void saysHowEachIsHeld() {
        Model small = model("dense").withPrecision(Precision.INT8);
        Parameter hidden = small.weights().get("hidden.weight");
        assertThat(hidden.form()).isEqualTo("8-bit integers, a scale for each of 128 outputs");
        assertThat(hidden.bytes()).isBetween(96L * 128 + 128 * 4, 96L * 128 + 128 * 4 + 128);
        assertThat(hidden.trainable()).isFalse();
        assertThat(small.weights().get("hidden.bias").form())
                .isEqualTo("32-bit floats, which generated code reads itself");
        assertThat(model("dense").weights().get("hidden.weight").form()).isEqualTo("32-bit floats");
        Model groups =
                model("dense").withPrecision(PrecisionOptions.of(Precision.INT8).groups(32));
        assertThat(groups.weights().get("hidden.weight").form())
                .isEqualTo("8-bit integers, a scale for each 32 inputs of each of 128 outputs");
        assertThat(model("dense")
                        .withPrecision(Precision.FLOAT16)
                        .weights()
                        .get("hidden.weight")
                        .form())
                .isEqualTo("16-bit floats, binary16");
        assertThat(model("dense")
                        .withPrecision(Precision.BFLOAT16)
                        .weights()
                        .get("hidden.weight")
                        .form())
                .isEqualTo("16-bit floats, bfloat16");
    }

    @Test
    void byName() {
        Model some = model("dense").withPrecision(Precision.INT8, "logits.*");
        assertThat(some.weights().get("hidden.weight").precision()).isEqualTo(Precision.FLOAT32);
        assertThat(some.weights().get("logits.weight").precision()).isEqualTo(Precision.INT8);
        Model both = some.withPrecision(Precision.FLOAT16, "hidden.*");
        assertThat(both.weights().get("hidden.weight").precision()).isEqualTo(Precision.FLOAT16);
        assertThat(both.weights().get("logits.weight").precision()).isEqualTo(Precision.INT8);
        assertThatThrownBy(() -> model("dense").withPrecision(Precision.INT8, "hiden.*"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageStartingWith("no parameter is called 'hiden.*'; there are [hidden.weight");
    }

    @Test
    void whatDoesNotFitStays() {
        Model model = model("dense");
        float[] values = model.weights().get("hidden.weight").values();
        values[5] = 70_000;
        model.weights().get("hidden.weight").set(values);
        Parameter half = model.withPrecision(Precision.FLOAT16).weights().get("hidden.weight");
        assertThat(half.form()).isEqualTo("32-bit floats, as FLOAT16 does not hold 70000.0");
        assertThat(half.values()).isEqualTo(values);
        values[5] = Float.NaN;
        model.weights().get("hidden.weight").set(values);
        assertThat(model.withPrecision(Precision.INT8)
                        .weights()
                        .get("hidden.weight")
                        .form())
                .isEqualTo("32-bit floats, as INT8 does not hold NaN");
    }

    @Test
    void isNotTrained() {
        Model small = model("dense").withPrecision(Precision.INT8);
        Activations a = small.newTrainingActivations(2);
        String message = "is held as INT8, which is for inference. Train a model of 32-bit floats, such as"
                + " withPrecision(Precision.FLOAT32) makes one, and round it afterwards";
        assertThatThrownBy(() -> small.forward(a, 2, TrainingPass.of(1, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith(message);
        assertThatThrownBy(() -> small.newGradients(2)).hasMessageEndingWith(message);
        assertThatThrownBy(() -> small.newTrainingGradients(2)).hasMessageEndingWith(message);
        small.forward(a, 2);
        assertThatThrownBy(() -> small.backwardFrom(a, model("dense").newGradients(2), 2))
                .hasMessageEndingWith(message);
        Model again = small.withPrecision(Precision.FLOAT32);
        again.forward(again.newTrainingActivations(2), 2, TrainingPass.of(1, 0));
        assertThat(again.newTrainingGradients(2)).isNotNull();
        assertThat(again.weights().get("hidden.weight").values())
                .isEqualTo(small.weights().get("hidden.weight").values());
    }

    /** From a file, a stream and bytes, into a fresh model: the same values, held in the same way. */
    @ParameterizedTest
    @EnumSource
    void filesKeepThePrecision(Precision precision) {
        for (int group : new int[] {0, 32}) {
            PrecisionOptions options = PrecisionOptions.of(precision);
            Model small = model("dense").withPrecision(group == 0 ? options : options.groups(group));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            small.save(out);
            for (int way = 0; way < 2; way++) {
                Model fresh = COMPILED.get("precision.dense").model(9);
                if (way == 0) {
                    fresh.restore(new ByteArrayInputStream(out.toByteArray()));
                } else {
                    fresh.restore(ByteBuffer.wrap(out.toByteArray()));
                }
                for (Parameter parameter : small.weights()) {
                    Parameter found = fresh.weights().get(parameter.name());
                    assertThat(found.values()).isEqualTo(parameter.values());
                    assertThat(found.precision()).isEqualTo(parameter.precision());
                    assertThat(found.form()).isEqualTo(parameter.form());
                }
                assertThat(output(fresh, 3)).isEqualTo(output(small, 3));
                ByteArrayOutputStream again = new ByteArrayOutputStream();
                fresh.copy().save(again);
                assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
            }
        }
    }

    @Test
    void theTensorsOfAFile() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Model floats = model("dense");
        floats.withPrecision(Precision.INT8).save(out);
        SafetensorsReader reader = SafetensorsReader.of(ByteBuffer.wrap(out.toByteArray()));
        assertThat(reader.tensors().get("hidden.weight")).hasToString("I8 [128, 96]");
        assertThat(reader.tensors().get("hidden.weight_scale")).hasToString("F32 [128]");
        assertThat(reader.tensors().get("hidden.bias")).hasToString("F32 [128]");
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        floats.save(plain);
        assertThat((double) out.size() / plain.size()).isLessThan(0.29); // half of the rest is the header

        out.reset();
        floats.withPrecision(PrecisionOptions.of(Precision.INT8).groups(32)).save(out);
        assertThat(SafetensorsReader.of(ByteBuffer.wrap(out.toByteArray()))
                        .tensors()
                        .get("hidden.weight_scale"))
                .hasToString("F32 [128, 3]");
        out.reset();
        floats.withPrecision(Precision.BFLOAT16).save(out);
        assertThat(SafetensorsReader.of(ByteBuffer.wrap(out.toByteArray()))
                        .tensors()
                        .get("hidden.weight"))
                .hasToString("BF16 [128, 96]");
    }

    /** Bytes of parameters that generated code reads itself become floats, and one scale may stand for all. */
    @Test
    void bytesFromElsewhere() {
        dev.nervure.runtime.SafetensorsWriter writer = new dev.nervure.runtime.SafetensorsWriter();
        for (Parameter parameter : model("dense").weights()) {
            byte[] bytes = new byte[parameter.size()];
            Arrays.fill(bytes, (byte) -3);
            writer.bytes(
                    parameter.name(), dev.nervure.runtime.Dtype.I8, parameter.shape(), () -> ByteBuffer.wrap(bytes));
            writer.floats(parameter.name() + "_scale", new int[] {1}, () -> new float[] {0.5f});
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out);
        Model fresh = model("dense");
        Load.Match match = fresh.restore(ByteBuffer.wrap(out.toByteArray()), Load.strict());
        assertThat(match.surplus()).isEmpty();
        for (Parameter parameter : fresh.weights()) {
            assertThat(parameter.values()).containsOnly(-1.5f);
        }
        assertThat(fresh.weights().get("hidden.weight").precision()).isEqualTo(Precision.INT8);
        assertThat(fresh.weights().get("hidden.bias").precision()).isEqualTo(Precision.FLOAT32);
    }

    @Test
    void scalesThatDoNotSuit() {
        Model model = model("dense");
        float[] before = model.weights().get("hidden.weight").values();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new dev.nervure.runtime.SafetensorsWriter()
                .bytes(
                        "hidden.weight",
                        dev.nervure.runtime.Dtype.I8,
                        new int[] {128, 96},
                        () -> ByteBuffer.allocate(128 * 96))
                .floats("hidden.weight_scale", new int[] {3}, () -> new float[3])
                .write(out);
        assertThatThrownBy(() -> model.restore(ByteBuffer.wrap(out.toByteArray()), Load.partial()))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageContaining("3 scales hidden.weight_scale do not suit hidden.weight [128, 96]: expected one,"
                        + " 128, or 128 for each group of at least 8 inputs");
        assertThat(model.weights().get("hidden.weight").values()).isEqualTo(before);
    }

    /** Values that are set later, or read from a plain file, are rounded as the first ones were. */
    @Test
    void newValuesAreRounded() {
        Model small = model("dense").withPrecision(Precision.INT8);
        Model other = COMPILED.get("precision.dense").model(11);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        other.save(out);
        small.restore(ByteBuffer.wrap(out.toByteArray()));
        Model expected = other.withPrecision(Precision.INT8);
        for (Parameter parameter : expected.weights()) {
            Parameter found = small.weights().get(parameter.name());
            assertThat(found.values()).isEqualTo(parameter.values());
            assertThat(found.precision()).isEqualTo(parameter.precision());
        }
    }
}
