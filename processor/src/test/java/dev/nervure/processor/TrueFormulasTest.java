package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comments say is what the code computes: the formula is asserted, and computed in double precision. */
class TrueFormulasTest {
    private static final int STEPS = 3;
    private static final int CLASSES = 4;
    private static final int[] LABELS = {0, -100, 3, 2, -100, -100};
    private static final float[] WEIGHTS = {0.5f, 2f, 1f, 3f};

    static Stream<Arguments> a10_gradientOfCrossEntropy() {
        return Stream.of(
                Arguments.of(
                        0f,
                        null,
                        "dLogits = dLoss / count · (softmax(logits) − onehot(label)), rows with label = -100 left out"),
                Arguments.of(
                        0f,
                        WEIGHTS,
                        "dLogits = dLoss / Σ w[label] · w[label] (softmax(logits) − onehot(label)), rows with label = -100 "
                                + "left out"),
                Arguments.of(
                        0.1f,
                        null,
                        "dLogits = dLoss / count · (softmax(logits) − q), q = 0.9 onehot(label) + 0.1 / 4, rows with label "
                                + "= -100 left out"),
                Arguments.of(
                        0.1f,
                        WEIGHTS,
                        "dLogits = dLoss / Σ w[label] · (Σq softmax(logits) − q), q = 0.9 w[label] onehot(label) + 0.1 / 4 "
                                + "w, rows with label = -100 left out"));
    }

    @ParameterizedTest
    @MethodSource
    void a10_gradientOfCrossEntropy(float smoothing, float[] weights, String formula) {
        Tensor logits = Tensor.input("x", STEPS, 2).dense(CLASSES).named("logits");
        Tensor label = Tensor.target("label", List.of(STEPS), o -> o.type(ElementType.INT));
        Compiled compiled = Compiled.of(Network.of(logits)
                .loss(logits.softmaxCrossEntropy(
                                label,
                                o -> weights == null
                                        ? o.labelSmoothing(smoothing)
                                        : o.labelSmoothing(smoothing).classWeights(weights))
                        .named("loss")));
        assertThat(compiled.source("Backward")).contains("// " + formula + "\n");

        Model model = compiled.model(4);
        Activations a = model.newActivations(2);
        Gradients g = model.newGradients(2);
        for (int i = 0; i < 2 * STEPS * 2; i++) {
            a.floats("x")[i] = (float) Math.sin(3 * i);
        }
        System.arraycopy(LABELS, 0, a.ints("label"), 0, LABELS.length);
        model.forward(a, 2);
        model.backward(a, g, 2);
        double divisor = 0;
        for (int t : LABELS) {
            divisor += t == -100 ? 0 : weight(weights, t);
        }
        for (int r = 0; r < LABELS.length; r++) {
            double[] q = new double[CLASSES];
            double all = 0;
            double exponentials = 0;
            for (int k = 0; k < CLASSES && LABELS[r] != -100; k++) {
                q[k] = smoothing / CLASSES * weight(weights, k)
                        + (k == LABELS[r] ? (1 - smoothing) * weight(weights, k) : 0);
                all += q[k];
                exponentials += Math.exp(a.floats("logits")[CLASSES * r + k]);
            }
            for (int k = 0; k < CLASSES; k++) {
                double softmax = Math.exp(a.floats("logits")[CLASSES * r + k]) / Math.max(exponentials, 1e-9);
                double expected = LABELS[r] == -100 ? 0 : (all * softmax - q[k]) / divisor;
                // a few roundings of single precision, of values under 1
                assertThat((double) g.activation("logits")[CLASSES * r + k]).isCloseTo(expected, within(1e-6));
            }
        }
    }

    private static double weight(float[] weights, int k) {
        return weights == null ? 1 : weights[k];
    }

    /** Backward says its own shapes, and names the parameter whose gradient it computes. */
    @Test
    void backwardSaysWhatItReadsAndWrites() {
        String source = Compiled.of(Network.of(
                        Tensor.input("x", 6).dense(5).named("h").dense(4).named("y")))
                .source("Backward");
        assertThat(source)
                .contains("δ [n, 4] → [n, 5]")
                .contains("dYWeight = dYᵀ · h\n")
                .contains("dYBias = Σ dY over all rows\n")
                .contains("dH = dY · yWeight\n")
                .contains("δ [n, 5] → [n, 6]");
    }

    /** A table of positions reads its own rows, and of the sequence only how long it is. */
    @Test
    void positionsReadTheirTable() {
        Tensor x = Tensor.input("x", List.of(19, 4), o -> o.variable("T"));
        String source = Compiled.of(Network.of(
                        x.plus(x.learnedPositions().named("positions")).named("y")))
                .source("Forward");
        assertThat(source).contains("[19, 4] → [T, 4]").doesNotContain("[n, T, 4] → [T, 4]");
    }
}
