package dev.nervure.dsl;

import static dev.nervure.dsl.ElementType.INT;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.network.ParameterSpec;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Names, shapes and first values of parameters are PyTorch's, so that its files load as they are. */
class ParametersTest {
    private final Tensor row = Tensor.input("row", 8);
    private final Tensor steps = Tensor.input("steps", 6, 4);
    private final Tensor image = Tensor.input("image", 4, 9, 9);

    @Test
    void dense() {
        has(row.dense(3), "weight [3, 8] ±0.35355, bias [3] ±0.35355");
        has(row.dense(3, o -> o.bias(false)), "weight [3, 8] ±0.35355");
        has(row.bilinear(steps.mean(0), 3), "weight [3, 8, 4] ±0.35355, bias [3] ±0.35355");
        has(row.prelu(), "weight [1] =0.25000");
        has(image.prelu(o -> o.perChannel(true).init(0.5f)), "weight [4] =0.50000");
        has(Tensor.input("ids", List.of(6), o -> o.type(INT)).embedding(11, 8), "weight [11, 8] σ1.00000");
        has(
                row.feedForward(16),
                "linear1.weight [16, 8] ±0.35355, linear1.bias [16] ±0.35355, "
                        + "linear2.weight [8, 16] ±0.25000, linear2.bias [8] ±0.25000");
        has(
                row.gatedFeedForward(16),
                "gate_proj.weight [16, 8] ±0.35355, up_proj.weight [16, 8] ±0.35355, down_proj.weight [8, 16] ±0.25000");
    }

    @Test
    void initializers() {
        has(row.dense(4, o -> o.initializer(Initializer.GLOROT_UNIFORM)), "weight [4, 8] ±0.70711, bias [4] =0.00000");
        has(row.dense(4, o -> o.initializer(Initializer.GLOROT_NORMAL)), "weight [4, 8] σ0.40825, bias [4] =0.00000");
        has(row.dense(4, o -> o.initializer(Initializer.HE_UNIFORM)), "weight [4, 8] ±0.86603, bias [4] =0.00000");
        has(row.dense(4, o -> o.initializer(Initializer.HE_NORMAL)), "weight [4, 8] σ0.50000, bias [4] =0.00000");
        has(row.dense(4, o -> o.initializer(Initializer.ZEROS)), "weight [4, 8] =0.00000, bias [4] =0.00000");
        has(
                row.dense(4, o -> o.initializer(Initializer.CONSTANT).constant(2)),
                "weight [4, 8] =2.00000, bias [4] =0.00000");
        has(
                image.conv2d(6, 3, o -> o.groups(2).initializer(Initializer.GLOROT_UNIFORM)),
                "weight [6, 2, 3, 3] ±0.28868, bias [6] =0.00000");
    }

    @Test
    void convolutions() {
        has(steps.conv1d(5, 3), "weight [5, 6, 3] ±0.23570, bias [5] ±0.23570");
        has(image.conv2d(6, 3, o -> o.groups(2)), "weight [6, 2, 3, 3] ±0.23570, bias [6] ±0.23570");
        has(image.conv2d(4, 1, o -> o.kernelSize(3, 1).groups(4).bias(false)), "weight [4, 1, 3, 1] ±0.57735");
        has(steps.convTranspose1d(2, 3), "weight [6, 2, 3] ±0.40825, bias [2] ±0.40825");
        has(image.convTranspose2d(6, 3, o -> o.groups(2)), "weight [4, 3, 3, 3] ±0.19245, bias [6] ±0.19245");
    }

    @Test
    void norms() {
        has(row.layerNorm(), "weight [8] =1.00000, bias [8] =0.00000");
        has(row.layerNorm(o -> o.affine(false)), "");
        has(row.rmsNorm(), "weight [8] =1.00000");
        has(row.standardize(), "mean [8] =0.00000 fixed, variance [8] =1.00000 fixed");
        has(image.standardize(o -> o.axis(0)), "mean [4] =0.00000 fixed, variance [4] =1.00000 fixed");
        has(
                image.batchNorm(),
                "weight [4] =1.00000, bias [4] =0.00000, "
                        + "running_mean [4] =0.00000 fixed, running_var [4] =1.00000 fixed");
        has(image.batchNorm(o -> o.affine(false)), "running_mean [4] =0.00000 fixed, running_var [4] =1.00000 fixed");
        has(image.groupNorm(2), "weight [4] =1.00000, bias [4] =0.00000");
        has(image.instanceNorm(), "");
        has(image.instanceNorm(o -> o.affine(true)), "weight [4] =1.00000, bias [4] =0.00000");
    }

    @Test
    void recurrence() {
        has(
                steps.rnn(9),
                "weight_ih_l0 [9, 4] ±0.33333, weight_hh_l0 [9, 9] ±0.33333, "
                        + "bias_ih_l0 [9] ±0.33333, bias_hh_l0 [9] ±0.33333");
        has(
                steps.lstm(9, o -> o.layers(2).bias(false)),
                "weight_ih_l0 [36, 4] ±0.33333, weight_hh_l0 [36, 9] ±0.33333, "
                        + "weight_ih_l1 [36, 9] ±0.33333, weight_hh_l1 [36, 9] ±0.33333");
        has(
                steps.gru(9, o -> o.layers(2).bias(false).bidirectional(true)),
                "weight_ih_l0 [27, 4] ±0.33333, weight_hh_l0 [27, 9] ±0.33333, "
                        + "weight_ih_l0_reverse [27, 4] ±0.33333, weight_hh_l0_reverse [27, 9] ±0.33333, "
                        + "weight_ih_l1 [27, 18] ±0.33333, weight_hh_l1 [27, 9] ±0.33333, "
                        + "weight_ih_l1_reverse [27, 18] ±0.33333, weight_hh_l1_reverse [27, 9] ±0.33333");
    }

    @Test
    void attention() {
        has(steps.learnedPositions(), "weight [6, 4] σ1.00000");
        has(
                steps.multiHeadAttention(2),
                "in_proj_weight [12, 4] ±0.61237, in_proj_bias [12] =0.00000, "
                        + "out_proj.weight [4, 4] ±0.50000, out_proj.bias [4] =0.00000");
        has(
                steps.multiHeadAttention(4, o -> o.keyValueHeads(2).bias(false)),
                "in_proj_weight [8, 4] ±0.70711, out_proj.weight [4, 4] ±0.50000");
        has(
                steps.multiHeadAttention(image.mean(-1), 2, o -> o.bias(false)),
                "q_proj_weight [4, 4] ±0.86603, k_proj_weight [4, 9] ±0.67937, v_proj_weight [4, 9] ±0.67937, "
                        + "out_proj.weight [4, 4] ±0.50000");
    }

    /** The names of {@code nn.TransformerEncoder} and {@code nn.TransformerDecoder}. */
    @Test
    void transformers() {
        List<String> attention = List.of("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias");
        List<String> encoder = List.of(
                "linear1.weight",
                "linear1.bias",
                "linear2.weight",
                "linear2.bias",
                "norm1.weight",
                "norm1.bias",
                "norm2.weight",
                "norm2.bias");
        for (boolean normFirst : List.of(true, false)) {
            assertThat(names(steps.transformerEncoder(2, 2, o -> o.normFirst(normFirst))))
                    .hasSize(24)
                    .containsAll(prefixed("b.layers.0.self_attn.", attention))
                    .containsAll(prefixed("b.layers.0.", encoder))
                    .containsAll(prefixed("b.layers.1.self_attn.", attention))
                    .containsAll(prefixed("b.layers.1.", encoder));
            assertThat(names(steps.transformerDecoder(steps, 1, 2, o -> o.normFirst(normFirst))))
                    .hasSize(18)
                    .containsAll(prefixed("b.layers.0.self_attn.", attention))
                    .containsAll(prefixed("b.layers.0.multihead_attn.", attention))
                    .containsAll(prefixed("b.layers.0.", encoder))
                    .contains("b.layers.0.norm3.weight", "b.layers.0.norm3.bias");
        }
    }

    /** As other models call them. */
    @Test
    void namesOfParts() {
        has(
                steps.multiHeadAttention(2, o -> o.parts("qkv", "proj")),
                "qkv.weight [12, 4] ±0.61237, qkv.bias [12] =0.00000, "
                        + "proj.weight [4, 4] ±0.50000, proj.bias [4] =0.00000");
        has(
                steps.multiHeadAttention(
                        4, o -> o.parts("wq", "wk", "wv", "wo").keyValueHeads(2).bias(false)),
                "wq.weight [4, 4] ±0.86603, wk.weight [2, 4] ±1.00000, wv.weight [2, 4] ±1.00000, "
                        + "wo.weight [4, 4] ±0.50000");
        has(
                steps.multiHeadAttention(image.mean(-1), 2, o -> o.parts("q", "k", "v", "o")),
                "q.weight [4, 4] ±0.86603, k.weight [4, 9] ±0.67937, v.weight [4, 9] ±0.67937, "
                        + "q.bias [4] =0.00000, k.bias [4] =0.00000, v.bias [4] =0.00000, "
                        + "o.weight [4, 4] ±0.50000, o.bias [4] =0.00000");
        assertThat(names(steps.transformerEncoder(1, 2, o -> o.parts(
                                "attention",
                                "intermediate.dense",
                                "output.dense",
                                "attention.output.norm",
                                "output.norm")
                        .attentionParts("self.query", "self.key", "self.value", "output.dense")
                        .blocks(""))))
                .hasSize(16)
                .contains(
                        "b.0.attention.self.query.weight",
                        "b.0.attention.output.dense.bias",
                        "b.0.attention.output.norm.weight",
                        "b.0.intermediate.dense.weight",
                        "b.0.output.norm.bias");
        assertThat(names(steps.transformerDecoder(steps, 1, 2, o -> o.parts("a", "m", "f", "g", "x", "y", "z")
                        .attentionParts("in", "out")
                        .blocks("h"))))
                .hasSize(18)
                .contains("b.h.0.a.in.weight", "b.h.0.m.out.bias", "b.h.0.f.weight", "b.h.0.g.bias", "b.h.0.z.weight");
        assertThat(steps.repeat(2, "", x -> x.dense(4).named("fc")).named("r"))
                .extracting(r -> Network.of(r).parameters().get(0).name())
                .isEqualTo("0.fc.weight");
    }

    @Test
    void wrongNamesOfParts() {
        refuses(
                "parts must be 4 different names, got [a, b, c]",
                () -> steps.multiHeadAttention(2, o -> o.parts("a", "b", "c")));
        refuses(
                "parts must be 4 names where the memory has other features, got [a, b]",
                () -> steps.multiHeadAttention(image.mean(-1), 2, o -> o.parts("a", "b")));
        refuses(
                "parts must be 5 different names, got [a, b, c, d]",
                () -> steps.transformerEncoder(1, 2, o -> o.parts("a", "b", "c", "d")));
        refuses(
                "blocks must be a dotted path, or empty, got 'a-b'",
                () -> steps.transformerEncoder(1, 2, o -> o.blocks("a-b")));
    }

    private static void refuses(String message, ThrowingCallable declaration) {
        assertThatThrownBy(declaration).isInstanceOf(NetworkException.class).hasMessage(message);
    }

    @Test
    void frozen() {
        for (Tensor tensor : List.of(
                row.dense(3, o -> o.trainable(false)),
                row.feedForward(3, o -> o.trainable(false)),
                image.conv2d(4, 3, o -> o.trainable(false)),
                row.layerNorm(o -> o.trainable(false)),
                row.batchNorm(o -> o.trainable(false)),
                steps.lstm(3, o -> o.trainable(false)),
                steps.transformerEncoder(1, 2, o -> o.trainable(false)),
                steps.transformerDecoder(steps, 1, 2, o -> o.trainable(false)))) {
            assertThat(specs(tensor)).isNotEmpty().noneMatch(ParameterSpec::trainable);
        }
    }

    private static void has(Tensor tensor, String parameters) {
        assertThat(specs(tensor).stream().map(ParametersTest::describe).collect(joining(", ")))
                .isEqualTo(parameters);
    }

    private static List<ParameterSpec> specs(Tensor tensor) {
        return tensor.layer()
                .parameters(tensor.inputs().stream().map(Tensor::type).toList());
    }

    private static List<String> names(Tensor tensor) {
        return Network.of(tensor.named("b")).parameters().stream()
                .map(ParameterSpec::name)
                .toList();
    }

    private static List<String> prefixed(String prefix, List<String> names) {
        return names.stream().map(name -> prefix + name).toList();
    }

    private static String describe(ParameterSpec spec) {
        String kind =
                switch (spec.initial().kind()) {
                    case UNIFORM -> "±";
                    case NORMAL -> "σ";
                    case CONSTANT -> "=";
                };
        return String.format(
                java.util.Locale.ROOT,
                "%s %s %s%.5f%s",
                spec.name(),
                spec.shape(),
                kind,
                spec.initial().scale(),
                spec.trainable() ? "" : " fixed");
    }
}
