package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses of logits where their probabilities are 0 or 1 to a float. */
@Tag("vector")
class FusedLossTest {
    private static final float LARGE = 1e4f;

    @ParameterizedTest
    @EnumSource(names = {"SOFTMAX_CROSS_ENTROPY", "CROSS_ENTROPY"})
    void classesOfLargeLogits(Loss loss) {
        Model model = model(3, loss == Loss.CROSS_ENTROPY ? Tensor::softmax : x -> x, loss);
        Activations a = model.newActivations(2);
        fill(a.floats("x"), LARGE, -LARGE, 0, LARGE, -LARGE, 0);
        a.ints("targets")[0] = 0; // as sure as right
        a.ints("targets")[1] = 1; // as sure as wrong
        model.forward(a, 2);
        Gradients g = model.newGradients(2);
        assertThat(model.backward(a, g, 2)).isCloseTo(LARGE, within(0.01f)); // mean of 0 and 2e4
        assertThat(gradientOfLogits(g)).containsExactly(0, 0, 0, 0.5f, -0.5f, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGMOID_CROSS_ENTROPY", "BINARY_CROSS_ENTROPY"})
    void yesOrNoOfLargeLogits(Loss loss) {
        Model model = model(2, loss == Loss.BINARY_CROSS_ENTROPY ? Tensor::sigmoid : x -> x, loss);
        Activations a = model.newActivations(2);
        fill(a.floats("x"), LARGE, -LARGE, LARGE, -LARGE);
        fill(a.floats("targets"), 1, 0, 0, 1);
        model.forward(a, 2);
        Gradients g = model.newGradients(2);
        assertThat(model.backward(a, g, 2)).isCloseTo(LARGE / 2, within(0.01f)); // mean of 0, 0, 1e4, 1e4
        assertThat(gradientOfLogits(g)).containsExactly(0, 0, 0.25f, -0.25f);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOFTMAX_CROSS_ENTROPY", "CROSS_ENTROPY"})
    void e_aTargetOutOfRangeIsNamed(Loss loss) {
        Model model = model(3, loss == Loss.CROSS_ENTROPY ? Tensor::softmax : x -> x, loss);
        Activations a = model.newActivations(2);
        for (int wrong : new int[] {3, -1}) {
            a.ints("targets")[1] = wrong;
            model.forward(a, 2);
            assertThatThrownBy(() -> model.loss(a, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("targets of sample 1 is " + wrong
                            + ", which is not in 0 … 2: there are 3 classes, counted from 0");
            assertThatThrownBy(() -> model.backward(a, model.newGradients(2), 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("targets of sample 1 is " + wrong);
        }
    }

    @Test
    void e_aTargetOutOfRangeAmongSeveralOfASample() {
        Tensor logits = Tensor.input("x", 4, 3).relu().named("logits");
        Tensor word = Tensor.target("word", List.of(4), o -> o.type(ElementType.INT));
        Model model = Compiled.of(Network.of(logits).loss(logits.softmaxCrossEntropy(word)))
                .model(1);
        Activations a = model.newActivations(3);
        a.ints("word")[2 * 4 + 1] = 3;
        model.forward(a, 3);
        assertThatThrownBy(() -> model.loss(a, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "word of sample 2, position 1, is 3, which is not in 0 … 2: there are 3 classes, counted from 0");
    }

    /** PyTorch counts no logarithm of a probability below −100, and neither do losses that see only probabilities. */
    @Test
    void probabilitiesOfZero() {
        Tensor x = Tensor.input("x", 2);
        Tensor y = x.dense(2, o -> o.bias(false).name("w")).relu();
        Model model = Compiled.of(Network.of(y).loss(Loss.CROSS_ENTROPY)).model(0);
        Activations a = model.newActivations(1);
        model.forward(a, 1); // of zeros
        assertThat(model.loss(a, 1)).isEqualTo(100);
        Gradients g = model.newGradients(1);
        model.backward(a, g, 1);
        assertThat(g.parameter("w.weight")).doesNotContain(Float.NaN);
    }

    /** {@code x} itself are the logits, through a dense layer that is the identity and gives the model something to learn. */
    private static Model model(int width, UnaryOperator<Tensor> end, Loss loss) {
        Tensor logits = Tensor.input("x", width).dense(width, o -> o.name("w")).named("logits");
        Model model = Compiled.of(Network.of(end.apply(logits)).loss(loss)).model(0);
        float[] identity = new float[width * width];
        for (int i = 0; i < width; i++) {
            identity[i * width + i] = 1;
        }
        model.weights().get("w.weight").set(identity);
        model.weights().get("w.bias").set(new float[width]);
        return model;
    }

    private static float[] gradientOfLogits(Gradients g) {
        return g.activation("logits");
    }

    private static void fill(float[] to, float... values) {
        System.arraycopy(values, 0, to, 0, values.length);
    }
}
