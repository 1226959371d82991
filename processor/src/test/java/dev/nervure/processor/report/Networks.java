package dev.nervure.processor.report;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.List;

/** Networks to report on. */
public final class Networks {
    private Networks() {}

    /** Loops over rows. */
    public static Network digits() {
        Tensor pixels = Tensor.input("pixels", 64);
        Tensor hidden = pixels.dense(64, Activation.RELU).named("hidden");
        return Network.of(hidden.dense(10).named("logits")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }

    /** Convolutions, shared arrays and an edge over several layers. */
    public static Network image() {
        Tensor image = Tensor.input("image", 1, 8, 8);
        Tensor edges = image.conv2d(8, 3, o -> o.padding(1).activation(Activation.RELU))
                .named("edges");
        Tensor shapes = edges.conv2d(8, 3, o -> o.padding(1).activation(Activation.GELU))
                .named("shapes");
        Tensor both = edges.plus(shapes).named("both");
        Tensor pooled = both.maxPool2d(2).flatten().named("pooled");
        return Network.of(pooled.dense(3).named("kind")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }

    /** A block that repeats, attention, and a table that two layers read. */
    public static Network language() {
        Tensor ids =
                Tensor.input("ids", List.of(6), o -> o.type(ElementType.INT).variable("T"));
        Tensor meanings = ids.embedding(64, 16, o -> o.name("words")).named("meanings");
        Tensor thoughts = meanings.transformerEncoder(
                        3, 2, o -> o.feedForward(24).causal(true))
                .named("thoughts");
        Tensor next = thoughts.dense(64, o -> o.bias(false).name("words")).named("next");
        return Network.of(next).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }

    /** Dense layers, every one with a weight of its own and every tenth with an edge past the five before. */
    public static Network deep(int layers, int units) {
        Tensor x = Tensor.input("x", units);
        Tensor kept = x;
        for (int i = 1; i <= layers; i++) {
            x = x.dense(units, Activation.RELU).named("layer" + i);
            if (i % 10 == 5) {
                kept = x;
            } else if (i % 10 == 0) {
                x = x.plus(kept).named("sum" + i);
            }
        }
        return Network.of(x.dense(10).named("y")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }
}
