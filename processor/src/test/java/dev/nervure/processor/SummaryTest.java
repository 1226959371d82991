package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What models, weights, activations and gradients say about themselves. */
class SummaryTest {
    private static Model digits() {
        Tensor pixels = Tensor.input("pixels", 64);
        Tensor hidden = pixels.dense(32, o -> o.activation(Activation.RELU)).named("hidden");
        Tensor logits = hidden.batchNorm().named("normal").dense(10).named("logits");
        return Compiled.of(Network.of(logits).loss(Loss.SOFTMAX_CROSS_ENTROPY)).model(1);
    }

    @Test
    void aTableOfLayersThenTheTotal() {
        assertThat(digits().summary()).isEqualTo("""
                Net(pixels float[64]) → logits float[10], 2,538 parameters

                layer    kind                 output  parameters
                pixels   Input                [64]
                hidden   Dense RELU           [32]         2,080
                normal   BatchNorm            [32]           128
                logits   Dense                [10]           330
                targets  Target               int []
                loss     SoftmaxCrossEntropy  []

                2,538 parameters: 2,474 trainable, 64 not
                """);
    }

    @Test
    void whatIsFrozenIsNotTrainable() {
        Model model = digits();
        model.weights().freeze("hidden.*");
        assertThat(model.summary()).endsWith("2,538 parameters: 394 trainable, 2,144 not\n");
    }

    @Test
    void aSharedParameterCountsOnce() {
        Tensor ids = Tensor.input("ids", List.of(5), o -> o.type(ElementType.INT));
        Tensor words = ids.embedding(100, 8, o -> o.name("words")).named("embedded");
        Model model = Compiled.of(Network.of(
                        words.dense(100, o -> o.bias(false).name("words")).named("logits")))
                .model(1);
        assertThat(model.summary().lines())
                .anyMatch(line -> line.matches("embedded +Embedding +\\[5, 8] +800"))
                .anyMatch(line -> line.matches("logits +Dense +\\[5, 100] +0"))
                .contains("800 parameters: 800 trainable, 0 not");
    }

    @Test
    void everyTurnOfARepeatedBlockHasItsRows() {
        Tensor y = Tensor.input("x", 8)
                .repeat(3, "block", t -> t.dense(8).named("hidden"))
                .named("y");
        String summary = Compiled.of(Network.of(y)).model(1).summary();
        assertThat(summary.lines())
                .anyMatch(line -> line.matches("block\\.0\\.hidden +Dense +\\[8] +72"))
                .anyMatch(line -> line.matches("block\\.2\\.hidden +Dense +\\[8] +72"))
                .contains("216 parameters: 216 trainable, 0 not");
    }

    @Test
    void textOfModelsWeightsAndMemory() {
        Model model = digits();
        assertThat(model).hasToString("Net(pixels float[64]) → logits float[10], 2,538 parameters");
        assertThat(model.weights().toString()).isEqualTo("NetWeights: 8 parameters with 2,538 values");
        assertThat(model.newTrainingActivations(32))
                .hasToString("NetActivations for up to 32 samples, of newTrainingActivations: "
                        + "pixels [64], hidden [32], normal [32], logits [10], targets [], loss []");
        assertThat(model.newTrainingGradients(32)).hasToString("NetGradients for up to 32 samples, of the parameters");
        assertThat(model.newGradients(1))
                .hasToString("NetGradients for up to 1 samples, of every tensor and parameter");
    }
}
