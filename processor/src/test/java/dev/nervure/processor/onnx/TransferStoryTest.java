package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.NetworkCompiler;
import dev.nervure.processor.reference.Array;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingHistory;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * A convolutional network that PyTorch trained on the digits 0 to 4 becomes one for all ten: its convolutions stay as they are, a
 * new head learns, and the whole goes out again as ONNX. {@code src/test/python/make_transfer.py} wrote the file.
 */
class TransferStoryTest {
    private static final Path DIGITS =
            Path.of("../examples/digits-data/src/main/resources/dev/nervure/examples/digits/data/digits.csv.gz");

    public static final class AllDigits implements NetworkDefinition {
        @Override
        public Network define() {
            Tensor image = Tensor.input("image", 1, 8, 8);
            Tensor features = Tensor.onnx("onnx-transfer/half_digits.onnx", List.of(image), o -> o.outputs("features")
                    .trainable(false));
            Tensor hidden = features.dense(32, Activation.RELU).named("hidden");
            return Network.of(hidden.dense(10).named("digit")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
        }
    }

    @Test
    void aNewHeadLearnsAllDigitsFromFixedConvolutions() throws Exception {
        List<String> lines = lines();
        int cut = lines.size() * 4 / 5; // as the script
        Dataset train = Dataset.of(images(lines.subList(0, cut)), digits(lines.subList(0, cut)));
        float[][] unseen = images(lines.subList(cut, lines.size()));
        int[] digits = digits(lines.subList(cut, lines.size()));

        Method create = NetworkCompiler.of(AllDigits.class)
                .load(getClass().getClassLoader())
                .getMethod("create", long.class);
        create.setAccessible(true);
        Model model = (Model) create.invoke(null, 1L);
        float[] convolution = model.weights().get("shapes.weight").values();
        TrainingHistory history = Trainer.of(model)
                .optimizer(Optimizers.adam(3e-3f))
                .batchSize(32)
                .epochs(15)
                .seed(1)
                .fit(train);

        assertThat(model.weights().get("shapes.weight").values()).isEqualTo(convolution);
        assertThat(history.epochs().get(14).loss())
                .isLessThan(history.epochs().get(0).loss() / 4);
        int right = 0;
        for (int i = 0; i < unseen.length; i++) {
            right += argMax(predict(model, unseen[i])) == digits[i] ? 1 : 0;
        }
        // features of five digits tell ten apart; guessing gives a tenth
        assertThat(right / (double) unseen.length).isGreaterThan(0.85);

        ByteArrayOutputStream file = new ByteArrayOutputStream();
        model.saveOnnx(file);
        try (OnnxRuntime onnx = new OnnxRuntime(file.toByteArray())) {
            Array image = Array.of(unseen[0], new int[] {1, 1, 8, 8});
            assertThat(onnx.run(Map.of("image", image), Map.of()).get("digit").floats())
                    .containsExactly(predict(model, unseen[0]), within(1e-4f)); // logits of some tens
        }
    }

    private static float[] predict(Model model, float[] image) {
        Activations a = model.newInferenceActivations(1);
        System.arraycopy(image, 0, a.floats("image"), 0, image.length);
        model.forward(a, 1);
        return a.floats("digit");
    }

    private static List<String> lines() throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(DIGITS)), StandardCharsets.US_ASCII))) {
            return reader.lines().toList();
        }
    }

    private static float[][] images(List<String> lines) {
        return lines.stream()
                .map(line -> {
                    String[] values = line.split(",", -1);
                    float[] image = new float[64];
                    for (int i = 0; i < 64; i++) {
                        image[i] = Float.parseFloat(values[i]) / 16;
                    }
                    return image;
                })
                .toArray(float[][]::new);
    }

    private static int[] digits(List<String> lines) {
        return lines.stream()
                .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(',') + 1)))
                .toArray();
    }

    private static int argMax(float[] values) {
        return Arrays.stream(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
                .boxed()
                .reduce((a, b) -> values[b] > values[a] ? b : a)
                .orElseThrow();
    }
}
