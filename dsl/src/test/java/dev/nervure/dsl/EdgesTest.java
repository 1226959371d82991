package dev.nervure.dsl;

import static dev.nervure.dsl.ElementType.INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.layer.GeluLayer;
import dev.nervure.dsl.layer.ScaleLayer;
import dev.nervure.dsl.layer.SeluLayer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last value that an attribute takes, and the first that it refuses. */
class EdgesTest {
    private final Tensor row = Tensor.input("row", 8);
    private final Tensor steps = Tensor.input("steps", 6, 8);
    private final Tensor image = Tensor.input("image", 4, 9, 9);
    private final Tensor words = Tensor.input("words", List.of(6, 8), o -> o.variable("T"));
    private final Tensor ids = Tensor.input("ids", List.of(6), o -> o.type(INT));
    private final Tensor label = Tensor.target("label", List.of(), o -> o.type(INT));

    private static void takes(ThrowingCallable declaration) {
        assertThatCode(declaration).doesNotThrowAnyException();
    }

    private static void refuses(String said, ThrowingCallable declaration) {
        assertThatThrownBy(declaration).isInstanceOf(NetworkException.class).hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void sizesAreAtLeastOne(int size) {
        String got = " must be at least 1, got " + size;
        refuses("units" + got, () -> row.dense(size));
        refuses("units" + got, () -> row.bilinear(row, size));
        refuses("units" + got, () -> ids.embedding(4, size));
        refuses("size" + got, () -> ids.embedding(size, 4));
        refuses("hidden" + got, () -> row.feedForward(size));
        refuses("hidden" + got, () -> row.gatedFeedForward(size));
        refuses("value" + got, () -> image.adaptiveAvgPool2d(size));
        refuses("value" + got, () -> image.adaptiveAvgPool2d(3, size));
        refuses("scaleFactor" + got, () -> image.upsample(size));
        refuses("channels" + got, () -> image.conv2d(size, 3));
        refuses("channels" + got, () -> image.convTranspose2d(size, 3));
        refuses("kernelSize" + got, () -> image.conv2d(4, size));
        refuses("stride" + got, () -> image.conv2d(4, 3, o -> o.stride(1, size)));
        refuses("dilation" + got, () -> image.conv2d(4, 3, o -> o.dilation(size)));
        refuses("groups" + got, () -> image.conv2d(4, 3, o -> o.groups(size)));
        refuses("groups" + got, () -> row.groupNorm(size));
        refuses("heads" + got, () -> steps.multiHeadAttention(size));
        refuses("feedForward" + got, () -> steps.transformerEncoder(1, 2, o -> o.feedForward(size)));
        refuses("feedForward" + got, () -> steps.transformerDecoder(steps, 1, 2, o -> o.feedForward(size)));
        refuses("layers" + got, () -> steps.transformerEncoder(size, 2));
        refuses("layers" + got, () -> steps.transformerDecoder(steps, size, 2));
        for (Recurrent recurrent : List.<Recurrent>of(
                (units, layers) -> steps.lstm(units, o -> o.layers(layers)),
                (units, layers) -> steps.gru(units, o -> o.layers(layers)),
                (units, layers) -> steps.rnn(units, o -> o.layers(layers)))) {
            refuses("units" + got, () -> recurrent.of(size, 1));
            refuses("layers" + got, () -> recurrent.of(1, size));
            takes(() -> recurrent.of(1, 1));
        }
    }

    private interface Recurrent {
        Tensor of(int units, int layers);
    }

    @Test
    void featuresLieOnTheFirstOrLastAxis() {
        takes(() -> image.standardize(o -> o.axis(2)));
        takes(() -> image.standardize(o -> o.axis(-3)));
        refuses("axis must be the first or the last axis, got 1", () -> image.standardize(o -> o.axis(1)));
    }

    @Test
    void marginsAreNotNegative() {
        refuses("padding must be at least 0, got -1", () -> image.conv2d(4, 3, o -> o.padding(-1)));
        refuses("padding must be at least 0, got -1", () -> image.maxPool2d(3, o -> o.padding(-1)));
        refuses(
                "outputPadding must be at least 0, got -1",
                () -> image.convTranspose2d(4, 3, o -> o.outputPadding(-1)));
        refuses(
                "keyValueHeads must be at least 0, got -1",
                () -> steps.multiHeadAttention(2, o -> o.keyValueHeads(-1)));
    }

    @Test
    void epsIsOverZero() {
        for (float eps : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
            String got = "eps must be " + (Float.isFinite(eps) ? "over 0.0" : "finite") + ", got " + eps;
            refuses(got, () -> row.layerNorm(o -> o.eps(eps)));
            refuses(got, () -> row.rmsNorm(o -> o.eps(eps)));
            refuses(got, () -> row.batchNorm(o -> o.eps(eps)));
            refuses(got, () -> row.groupNorm(2, o -> o.eps(eps)));
            refuses(got, () -> image.instanceNorm(o -> o.eps(eps)));
        }
        takes(() -> row.layerNorm(o -> o.eps(Float.MIN_VALUE)));
        takes(() -> row.standardize(o -> o.eps(1)));
        refuses("eps must be over 0, at most 1, got 2.0", () -> row.standardize(o -> o.eps(2)));
        refuses("eps must be over 0, at most 1, got 0.0", () -> row.standardize(o -> o.eps(0)));
    }

    @Test
    void shares() {
        for (float share : new float[] {0, 1}) {
            takes(() -> row.batchNorm(o -> o.momentum(share)));
            takes(() -> row.softmaxCrossEntropy(label, o -> o.labelSmoothing(share)));
        }
        for (float share : new float[] {-0.01f, 1.01f, Float.NaN}) {
            refuses("momentum", () -> row.batchNorm(o -> o.momentum(share)));
            refuses("labelSmoothing", () -> row.softmaxCrossEntropy(label, o -> o.labelSmoothing(share)));
        }
        takes(() -> row.dropout(0));
        takes(() -> row.dropout(0.99f));
        for (float p : new float[] {-0.01f, 1, Float.NaN}) {
            String got = "must be " + (Float.isNaN(p) ? "finite" : "from 0 to under 1") + ", got " + p;
            refuses("p " + got, () -> row.dropout(p));
            refuses("dropout " + got, () -> steps.multiHeadAttention(2, o -> o.dropout(p)));
            refuses("dropout " + got, () -> steps.transformerEncoder(1, 2, o -> o.dropout(p)));
            refuses("dropout " + got, () -> steps.transformerDecoder(steps, 1, 2, o -> o.dropout(p)));
        }
    }

    @Test
    void rotaryBaseIsOverOne() {
        refuses(
                "rotaryBase must be over 1.0, got 1.0",
                () -> steps.multiHeadAttention(2, o -> o.rotary(true).rotaryBase(1)));
        takes(() -> steps.multiHeadAttention(2, o -> o.rotary(false).rotaryBase(1)));
    }

    @Test
    void windowsAreOfCausalAttention() {
        takes(() -> steps.multiHeadAttention(2, o -> o.causal(true).window(1)));
        refuses(
                "window must be at least 0, got -1",
                () -> steps.multiHeadAttention(2, o -> o.causal(true).window(-1)));
        refuses(
                "window must be 0 without causal = true, and with a mask, got 3",
                () -> steps.multiHeadAttention(2, o -> o.window(3)));
    }

    @Test
    void outputPaddingIsLessThanAStepOfTheResult() {
        takes(() -> image.convTranspose2d(4, 3, o -> o.stride(3).outputPadding(2)));
        refuses(
                "outputPadding",
                () -> image.convTranspose2d(4, 3, o -> o.stride(3).outputPadding(3)));
        takes(() -> image.convTranspose2d(4, 3, o -> o.dilation(3).outputPadding(2)));
        refuses(
                "outputPadding",
                () -> image.convTranspose2d(4, 3, o -> o.dilation(3).outputPadding(3)));
    }

    @Test
    void aTransposedConvolutionLeavesAResult() {
        Tensor small = Tensor.input("small", 1, 2, 2); // a kernel of 3 makes 4 of 2, less what is cut off
        assertThat(small.convTranspose2d(1, 3, o -> o.padding(1)).shape()).hasToString("[n, 1, 2, 2]");
        takes(() -> Tensor.input("one", 1, 1, 1).convTranspose2d(1, 3, o -> o.padding(1)));
        refuses("small enough to leave a result", () -> small.convTranspose2d(1, 3, o -> o.padding(2)));
    }

    @Test
    void slices() {
        assertThat(row.slice(0, 7, 8).shape()).hasToString("[n, 1]");
        assertThat(row.slice(0, 0, -7).shape()).hasToString("[n, 1]");
        assertThat(row.slice(0, -8, 100).shape()).hasToString("[n, 8]");
        assertThat(row.slice(-1, -1).shape()).hasToString("[n, 1]");
        refuses("start must come before end", () -> row.slice(0, 3, 0)); // 0 is the first place, not the end
        refuses("start must come before end", () -> row.slice(0, 3, 3));
        refuses("start must come before end", () -> row.slice(0, 8));
        refuses("start must come before end", () -> row.slice(0, -9));
        assertThat(words.slice(0, 0, 1).shape()).hasToString("[n, 1, 8]");
        assertThat(words.slice(0, -1).shape()).hasToString("[n, 1, 8]");
        refuses("start", () -> words.slice(0, 0, 2));
        refuses("start", () -> words.slice(0, 1, 1));
        refuses("start", () -> words.slice(0, -1, 1));
    }

    @Test
    void reshape() {
        refuses("value must be at least 1, got 0", () -> row.reshape(0));
        refuses("value must be at least 1, got 0", () -> row.reshape(-1, 0));
        refuses("value must be at least 1, got -1", () -> row.reshape(-1, -1));
        refuses("has 8 values", () -> row.reshape(3, -1));
        refuses("has 8 values", () -> row.reshape(3, 3));
        assertThat(row.reshape(2, -1, 2).shape()).hasToString("[n, 2, 2, 2]");
        assertThat(words.reshape(-1, 2, 4).shape()).hasToString("[n, T, 2, 4]");
        refuses("value", () -> words.reshape(-1, 2, 3));
        refuses("value", () -> words.reshape(6, 8));
        refuses("of fixed size", () -> words.matmul(words.transpose()).reshape(-1, 6)); // [n, T, T]
    }

    @Test
    void concatReadsTwoOrMore() {
        refuses("@Concat reads 2 or more tensors, found 1", () -> Tensor.concat(0, List.of(row)));
        takes(() -> Tensor.concat(0, List.of(row, row)));
    }

    @Test
    void attentionReadsSequencesOfFixedWidth() {
        refuses("[n, steps, k]", () -> row.multiHeadAttention(2));
        refuses("[n, places, k]", () -> steps.multiHeadAttention(row, 2));
        refuses("of fixed size", () -> words.transpose().multiHeadAttention(2));
        refuses("of fixed size", () -> steps.multiHeadAttention(words.transpose(), 2));
        refuses("causal", () -> steps.multiHeadAttention(steps, 2, o -> o.causal(true)));
        refuses("rotary", () -> steps.multiHeadAttention(steps, 2, o -> o.rotary(true)));
        refuses("[n, steps, k]", () -> row.transformerDecoder(steps, 1, 2));
        refuses("of fixed size", () -> words.transpose().lstm(4));
    }

    @Test
    void masksHaveARowForAllOrForEachStepOrForEachHead() {
        int t = steps.shape().axis(0).max();
        for (int[] shape : new int[][] {{t}, {1, t}, {t, t}, {2, t, t}, {1, 1, t}, {2, 1, t}}) {
            Tensor mask = Tensor.input("mask", shape);
            takes(() -> steps.multiHeadAttention(2, o -> o.mask(mask)));
            takes(() -> steps.transformerEncoder(1, 2, o -> o.mask(mask.compare(Comparison.GREATER, 0))));
        }
        for (int[] shape : new int[][] {{}, {1}, {t + 1}, {2, t}, {4, t, t}, {2, t, 1}, {1, 2, t, t}}) {
            refuses(
                    "the mask of @MultiHeadAttention must be [" + t + "]",
                    () -> steps.multiHeadAttention(2, o -> o.mask(Tensor.input("mask", shape))));
        }
        Tensor integers = Tensor.input("mask", List.of(t), o -> o.type(ElementType.INT));
        refuses("holds integers", () -> steps.multiHeadAttention(2, o -> o.mask(integers)));
        Tensor stacks = Tensor.input("stacks", 3, 2, 5, 4);
        for (int[] shape : new int[][] {{5}, {5, 5}, {3, 2, 5, 5}, {3, 2, 1, 5}, {1, 1, 5, 5}}) {
            takes(() -> stacks.scaledDotProductAttention(stacks, stacks, o -> o.mask(Tensor.input("mask", shape))));
        }
        refuses(
                "[…, 5, 5]",
                () -> stacks.scaledDotProductAttention(stacks, stacks, o -> o.mask(Tensor.input("mask", 1, 2, 5, 5))));
    }

    /** A shorter shape is aligned at the last axis, whichever of the two comes first. */
    @Test
    void broadcastingAlignsTheLastAxes() {
        Tensor column = Tensor.input("column", 6, 1);
        assertThat(row.plus(steps).shape()).hasToString("[n, 6, 8]");
        assertThat(steps.plus(row).shape()).hasToString("[n, 6, 8]");
        assertThat(column.plus(row).shape()).hasToString("[n, 6, 8]");
        refuses("broadcast", () -> steps.plus(Tensor.input("other", 6)));
    }

    @ParameterizedTest
    @EnumSource
    void everyActivationIsALayer(Activation activation) {
        assertThat(row.activation(activation).shape()).hasToString("[n, 8]");
    }

    @Test
    void geluIsExactUnlessAskedOtherwise() {
        assertThat(((GeluLayer) row.activation(Activation.GELU).layer()).approximate())
                .isFalse();
        assertThat(((GeluLayer) row.activation(Activation.GELU_TANH).layer()).approximate())
                .isTrue();
        assertThat(row.activation(Activation.SELU).layer()).isInstanceOf(SeluLayer.class);
    }

    @Test
    void numbersBecomeAFactorAndAnOffset() {
        scales(row.plus(3), 1, 3);
        scales(row.minus(3), 1, -3);
        scales(row.times(4), 4, 0);
        scales(row.div(4), 0.25f, 0);
        scales(row.unaryMinus(), -1, 0);
    }

    private static void scales(Tensor tensor, float factor, float offset) {
        ScaleLayer layer = (ScaleLayer) tensor.layer();
        assertThat(layer.factor()).isEqualTo(factor);
        assertThat(layer.offset()).isEqualTo(offset);
    }

    @Test
    void networksKnowTheirParts() {
        Tensor y = row.dense(3).named("y");
        Tensor z = row.tanh().named("z");
        Network network = Network.of(y, z);
        assertThat(network.inputs()).extracting(Object::toString).containsExactly("row [n, 8]");
        assertThat(network.outputs()).extracting(Object::toString).containsExactly("y [n, 3]", "z [n, 8]");
        assertThat(network.parameters()).extracting(p -> p.size()).containsExactly(24, 3);
        assertThat(y).hasToString("y [n, 3]");
    }

    @Test
    void noOutputReadsATarget() {
        Tensor target = Tensor.target("t", 8);
        refuses("'t' is a target", () -> Network.of(row.plus(target)));
        takes(() -> Network.of(row.tanh()).loss(row.meanSquaredError(target)));
    }
}
