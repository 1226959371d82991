package dev.nervure.examples.embeddings;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;
import java.util.List;

/**
 * What a customer asks about (delivery, payment, the account, returns): all-MiniLM-L6-v2 with a new head over the mean of the
 * pieces. {@link FineTuning} trains the head and the last block.
 */
@NeuralNetwork
final class Topics implements NetworkDefinition {
    /** Pieces of a sentence. */
    static final int LONGEST = 24;

    @Override
    public Network define() {
        Tensor pieces = Tensor.input("pieces", List.of(LONGEST), o -> o.type(ElementType.INT));
        Tensor mask = Tensor.input("mask", List.of(LONGEST), o -> o.type(ElementType.INT));
        Tensor meanings = Tensor.onnx(
                MiniLm.FILE, List.of(pieces, mask), o -> o.outputs(MiniLm.PIECES).fixed("token_type_ids", 0));
        Tensor counted = mask.cast(ElementType.FLOAT);
        Tensor sum = meanings.times(counted.reshape(LONGEST, 1)).sum(0);
        Tensor mean = sum.div(counted.sum(o -> o.keepDims(true))).named("meaning");
        return Network.of(mean.dense(4).named("topic")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
    }
}
