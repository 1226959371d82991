package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Tensor;
import java.util.function.UnaryOperator;

/** The parts that blocks of encoders and decoders are made of, each with its residual and norm. */
record Transformer(
        int heads,
        int feedForward,
        Activation activation,
        boolean normFirst,
        boolean causal,
        float dropout,
        boolean trainable) {
    Transformer {
        Rules.positive("feedForward", feedForward);
        Rules.probability("dropout", dropout);
    }

    Tensor selfAttention(Tensor x) {
        return residual(x, "norm1", y -> y.multiHeadAttention(heads, o -> o.causal(causal)
                        .dropout(dropout)
                        .trainable(trainable)
                        .name("self_attn"))
                .named("attention"));
    }

    Tensor memoryAttention(Tensor x, Tensor memory) {
        return residual(x, "norm2", y -> y.multiHeadAttention(memory, heads, o -> o.dropout(dropout)
                        .trainable(trainable)
                        .name("multihead_attn"))
                .named("memoryAttention"));
    }

    Tensor feedForward(Tensor x, String norm) {
        int k = x.shape().axis(-1).max();
        return residual(x, norm, y -> dropout(y.dense(feedForward, o -> o.activation(activation)
                                .trainable(trainable)
                                .name("linear1"))
                        .named("hidden"))
                .dense(k, o -> o.trainable(trainable).name("linear2"))
                .named("feedForward"));
    }

    private Tensor residual(Tensor x, String norm, UnaryOperator<Tensor> part) {
        if (normFirst) {
            return x.plus(dropout(part.apply(norm(x, norm))));
        }
        return norm(x.plus(dropout(part.apply(x))), norm);
    }

    private Tensor norm(Tensor x, String name) {
        return x.layerNorm(o -> o.trainable(trainable)).named(name);
    }

    private Tensor dropout(Tensor x) {
        return dropout == 0 ? x : x.dropout(dropout);
    }
}
