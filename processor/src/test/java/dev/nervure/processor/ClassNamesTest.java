package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Load;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.WeightsFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks whose declaration names their classes predict names and probabilities. */
class ClassNamesTest {
    private static final float[] X = {0.3f, -1.2f, 0.8f};

    private static Network network(int units, Activation activation, Loss loss, String... names) {
        return Network.of(Tensor.input("x", 3).dense(units, activation).named("y"))
                .loss(loss)
                .classes(names);
    }

    private static Object call(Compiled compiled, Model model, String method, Object sample) {
        try {
            return compiled.type("Model").getMethod(method, sample.getClass()).invoke(model, sample);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** What the output says, and what the probabilities of the classes are by it. */
    private static void requireClasses(Network network, java.util.function.UnaryOperator<double[]> probabilities) {
        Compiled compiled = Compiled.of(network);
        List<String> names = network.classes();
        for (long seed = 0; seed < 5; seed++) {
            Model model = compiled.model(seed);
            float[] output = (float[]) call(compiled, model, "predict", X);
            double[] expected = probabilities.apply(IntStream.range(0, output.length)
                    .mapToDouble(i -> output[i])
                    .toArray());
            float[] found = (float[]) call(compiled, model, "predictProbabilities", X);
            assertThat(found).hasSize(names.size());
            int best = 0;
            for (int c = 0; c < found.length; c++) {
                assertThat((double) found[c]).isCloseTo(expected[c], within(1e-6)); // floats near 1 are 6e-8 apart
                best = expected[c] > expected[best] ? c : best;
            }
            assertThat(call(compiled, model, "predictClassIndex", X)).isEqualTo(best);
            assertThat(call(compiled, model, "predictClass", X)).isEqualTo(names.get(best));
            assertThat(model.classes()).isEqualTo(names);
            float[][] samples = {X, {-3, 2, 9}, X};
            assertThat(((float[][]) call(compiled, model, "predictProbabilities", samples))[2])
                    .containsExactly(found, within(1e-5f)); // kernels of one row and of several add in another order
            assertThat(((int[]) call(compiled, model, "predictClassIndex", samples))[0])
                    .isEqualTo(best);
            assertThat(((String[]) call(compiled, model, "predictClass", samples))[2])
                    .isEqualTo(names.get(best));
        }
    }

    @Test
    void everyKindOfScore() {
        requireClasses(
                network(3, Activation.IDENTITY, Loss.SOFTMAX_CROSS_ENTROPY, "a", "b \"c\"", "$d"),
                ClassNamesTest::softmax);
        requireClasses(network(3, Activation.SOFTMAX, Loss.CROSS_ENTROPY, "a", "b", "c"), y -> y);
        requireClasses(
                network(1, Activation.IDENTITY, Loss.SIGMOID_CROSS_ENTROPY, "no", "yes"),
                y -> softmax(new double[] {0, y[0]}));
        requireClasses(network(1, Activation.SIGMOID, Loss.BINARY_CROSS_ENTROPY, "no", "yes"), y ->
                new double[] {1 - y[0], y[0]});
        requireClasses(
                Network.of(Tensor.input("x", 3).dense(2).softmax().named("y")).classes("a", "b"), y -> y);
    }

    private static double[] softmax(double[] logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        double all = sum;
        return java.util.Arrays.stream(logits)
                .map(logit -> Math.exp(logit) / all)
                .toArray();
    }

    @Test
    void manyNamesAndSeveralInputs() {
        String[] names = IntStream.range(0, 1000).mapToObj(i -> "class " + i).toArray(String[]::new);
        Compiled many = Compiled.of(network(1000, Activation.IDENTITY, Loss.SOFTMAX_CROSS_ENTROPY, names));
        assertThat(many.model(1).classes()).containsExactly(names);
        Tensor sum = Tensor.input("a", 2).plus(Tensor.input("b", 2)).dense(2).named("y");
        Compiled two =
                Compiled.of(Network.of(sum).loss(Loss.SOFTMAX_CROSS_ENTROPY).classes("low", "high"));
        assertThat(two.source("Model"))
                .contains("return CLASSES.name(predict(inputs).y());")
                .contains("Classes.ofLogits(\"low\", \"high\")");
    }

    @Test
    void anInterfaceNamesThem() {
        Map<String, String> texts = new TreeMap<>();
        texts.put("flowers.Iris", """
                package flowers;

                import dev.nervure.dsl.*;

                @NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY, classes = {"setosa", "versicolor", "virginica"})
                public interface Iris {
                    @Input(4) Tensor sizes();
                    @Dense(units = 3) Tensor logits(Tensor sizes);
                }
                """);
        Compiled iris = Compiled.declaration("flowers.Iris", texts);
        assertThat(iris.model(1).classes()).containsExactly("setosa", "versicolor", "virginica");
        assertThat((String) call(iris, iris.model(1), "predictClass", new float[] {5, 3, 1, 0.2f}))
                .isNotEmpty();
        assertThat(Compiled.of(Network.of(Tensor.input("x", 2).dense(2)))
                        .model(1)
                        .classes())
                .isEmpty();
    }

    @TempDir
    Path folder;

    @Test
    void filesSayThem() {
        Compiled own = Compiled.of(network(2, Activation.IDENTITY, Loss.SOFTMAX_CROSS_ENTROPY, "cat", "dog"));
        Compiled turned = Compiled.of(network(2, Activation.IDENTITY, Loss.SOFTMAX_CROSS_ENTROPY, "dog", "cat"));
        Compiled unnamed =
                Compiled.of(Network.of(Tensor.input("x", 3).dense(2).named("y")).loss(Loss.SOFTMAX_CROSS_ENTROPY));
        Path file = folder.resolve("pets.safetensors");
        own.model(1).save(file);
        own.model(2).restore(file);
        unnamed.model(2).restore(file);
        assertThatThrownBy(() -> turned.model(2).restore(file))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageContaining("has weights for the classes [cat, dog], and ")
                .hasMessageContaining(" has the classes [dog, cat]. If that is meant, load it with "
                        + "Load.strict().ofAnyNetwork()");
        turned.model(2).restore(file, Load.strict().ofAnyNetwork());
        unnamed.model(1).save(file);
        own.model(2).restore(file);
    }

    @Test
    void namesThatDoNotFit() {
        Tensor x = Tensor.input("x", 3);
        Tensor y = x.dense(3).named("y");
        Network network = Network.of(y).loss(Loss.SOFTMAX_CROSS_ENTROPY);
        refused(() -> network.classes("a", "b"), "classes must be 3 different names, got [a, b]");
        refused(() -> network.classes("a", "b", "a"), "classes must be 3 different names, got [a, b, a]");
        refused(() -> network.classes("a", "b", " "), "classes must be names of one line each, got [a, b,  ]");
        refused(() -> network.classes("a", "b", "c\nd"), "classes must be names of one line each, got [a, b, c\nd]");
        refused(
                () -> network.classes("a", "b", "c".repeat(20_000)),
                "classes must be names of 20000 characters together, got more");
        refused(
                () -> Network.of(y, x.tanh()).classes("a"),
                "classes must be names for the classes of one output, got 2 outputs");
        String scores =
                "classes must be names for a row of logits or probabilities, or for one of two classes, as a loss or "
                        + "a softmax or sigmoid says, got 'y' [n, 3] of @Dense";
        refused(() -> Network.of(y).classes("a", "b", "c"), scores + " without a loss so far");
        refused(() -> Network.of(y).loss(Loss.MEAN_SQUARED_ERROR).classes("a", "b", "c"), scores + " and its losses");
        refused(
                () -> Network.of(y).loss(Loss.SIGMOID_CROSS_ENTROPY).classes("a", "b", "c"),
                scores + " and its losses");
    }

    private static void refused(Supplier<Network> declaration, String message) {
        assertThatThrownBy(declaration::get)
                .isInstanceOf(NetworkException.class)
                .hasMessage(message);
    }
}
