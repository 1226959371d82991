package dev.nervure.dsl.layer;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.MultiHeadAttentionOptions;
import dev.nervure.dsl.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The parts that blocks of encoders and decoders are made of, each with its residual and norm. */
record Transformer(
        int heads,
        int feedForward,
        Activation activation,
        boolean normFirst,
        boolean causal,
        float dropout,
        boolean trainable,
        List<String> attentionParts) {
    /** A norm: its tensor, and the path of its parameters. */
    record Norm(String tensor, String path) {}

    Transformer {
        Rules.positive("feedForward", feedForward);
        Rules.probability("dropout", dropout);
    }

    Tensor selfAttention(Tensor x, @Nullable Tensor mask, String path, Norm norm) {
        return residual(x, norm, y -> y.multiHeadAttention(
                        heads, o -> options(o, mask, path).causal(causal))
                .named("attention"));
    }

    Tensor memoryAttention(Tensor x, Tensor memory, @Nullable Tensor mask, String path, Norm norm) {
        return residual(x, norm, y -> y.multiHeadAttention(memory, heads, o -> options(o, mask, path))
                .named("memoryAttention"));
    }

    private MultiHeadAttentionOptions options(MultiHeadAttentionOptions o, @Nullable Tensor mask, String path) {
        o.dropout(dropout)
                .trainable(trainable)
                .parts(attentionParts.toArray(String[]::new))
                .name(path);
        return mask == null ? o : o.mask(mask);
    }

    Tensor feedForward(Tensor x, String first, String second, Norm norm) {
        int k = x.shape().axis(-1).max();
        return residual(x, norm, y -> dropout(y.dense(feedForward, o -> o.activation(activation)
                                .trainable(trainable)
                                .name(first))
                        .named("hidden"))
                .dense(k, o -> o.trainable(trainable).name(second))
                .named("feedForward"));
    }

    private Tensor residual(Tensor x, Norm norm, UnaryOperator<Tensor> part) {
        if (normFirst) {
            return x.plus(dropout(part.apply(norm(x, norm))));
        }
        return norm(x.plus(dropout(part.apply(x))), norm);
    }

    private Tensor norm(Tensor x, Norm norm) {
        return x.layerNorm(o -> o.trainable(trainable).name(norm.path)).named(norm.tensor);
    }

    private Tensor dropout(Tensor x) {
        return dropout == 0 ? x : x.dropout(dropout);
    }
}
