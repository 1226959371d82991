package dev.nervure.examples.stories;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;
import java.util.List;

/**
 * A decoder of Llama's architecture: RMS norm, rotary positions, grouped heads, gated units, one table for tokens that come in
 * and go out. Sizes and names of parameters are those of the story writer of 260 thousand parameters.
 */
@NeuralNetwork(stream = true)
final class Story implements NetworkDefinition {
    static final int LONGEST = 512;
    static final int TOKENS = 512;
    static final int WIDTH = 64;
    static final int HIDDEN = 172;
    static final int LAYERS = 5;
    static final int HEADS = 8;
    static final int MEMORY_HEADS = 4;

    @Override
    public Network define() {
        Tensor tokens = Tensor.input(
                "tokens", List.of(LONGEST), o -> o.type(ElementType.INT).variable("T"));
        Tensor logits = tokens.embedding(TOKENS, WIDTH, o -> o.name("model.embed_tokens"))
                .repeat(LAYERS, "model.layers", Story::layer)
                .rmsNorm(o -> o.eps(1e-5f).name("model.norm"))
                .dense(TOKENS, o -> o.bias(false).name("model.embed_tokens"))
                .named("logits");
        return Network.of(logits);
    }

    private static Tensor layer(Tensor x) {
        Tensor attention = x.rmsNorm(o -> o.eps(1e-5f).name("input_layernorm"))
                .multiHeadAttention(HEADS, o -> o.causal(true)
                        .rotary(true)
                        .keyValueHeads(MEMORY_HEADS)
                        .bias(false)
                        .parts("q_proj", "k_proj", "v_proj", "o_proj")
                        .name("self_attn"));
        Tensor seen = x.plus(attention);
        return seen.plus(seen.rmsNorm(o -> o.eps(1e-5f).name("post_attention_layernorm"))
                .gatedFeedForward(HIDDEN, o -> o.name("mlp")));
    }
}
