package dev.nervure.examples.stories;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.List;

/**
 * A decoder of Llama's architecture: RMS norm, rotary positions, grouped heads, gated units. Parameters have the names that
 * Hugging Face gives them.
 *
 * @param tokens how many tokens there are
 * @param width the size of a token's vector
 * @param hidden the gated units of a layer
 * @param layers how many layers there are
 * @param heads the heads of a layer's queries
 * @param memoryHeads the heads of its keys and values
 * @param longest the most tokens of a text
 * @param tied whether one table serves the tokens that come in and those that go out
 */
record Llama(int tokens, int width, int hidden, int layers, int heads, int memoryHeads, int longest, boolean tied) {
    static final double EPS = 1e-5;
    static final double ROTARY_BASE = 10_000;

    Network network() {
        Tensor text = Tensor.input(
                "tokens", List.of(longest), o -> o.type(ElementType.INT).variable("T"));
        Tensor logits = text.embedding(tokens, width, o -> o.name("model.embed_tokens"))
                .repeat(layers, "model.layers", this::layer)
                .rmsNorm(o -> o.eps((float) EPS).name("model.norm"))
                .dense(tokens, o -> o.bias(false).name(tied ? "model.embed_tokens" : "lm_head"))
                .named("logits");
        return Network.of(logits).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }

    private Tensor layer(Tensor x) {
        Tensor attention = x.rmsNorm(o -> o.eps((float) EPS).name("input_layernorm"))
                .multiHeadAttention(heads, o -> o.causal(true)
                        .rotary(true)
                        .rotaryBase((float) ROTARY_BASE)
                        .keyValueHeads(memoryHeads)
                        .bias(false)
                        .parts("q_proj", "k_proj", "v_proj", "o_proj")
                        .name("self_attn"));
        Tensor seen = x.plus(attention);
        return seen.plus(seen.rmsNorm(o -> o.eps((float) EPS).name("post_attention_layernorm"))
                .gatedFeedForward(hidden, o -> o.name("mlp")));
    }
}
