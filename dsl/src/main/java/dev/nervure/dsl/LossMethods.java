package dev.nervure.dsl;

import dev.nervure.dsl.layer.BinaryCrossEntropyLayer;
import dev.nervure.dsl.layer.CrossEntropyLayer;
import dev.nervure.dsl.layer.HuberLayer;
import dev.nervure.dsl.layer.MeanAbsoluteErrorLayer;
import dev.nervure.dsl.layer.MeanLossLayer;
import dev.nervure.dsl.layer.MeanSquaredErrorLayer;
import dev.nervure.dsl.layer.SigmoidCrossEntropyLayer;
import dev.nervure.dsl.layer.SoftmaxCrossEntropyLayer;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Losses of a prediction against a target: scalars for {@link Network#loss(Tensor)}. */
sealed interface LossMethods permits Tensor {
    private Tensor x() {
        return (Tensor) this;
    }

    /** The mean of {@code −log softmax(x)ₜ}: logits {@code […, classes]} against integers {@code […]}. */
    default Tensor softmaxCrossEntropy(Tensor target) {
        return softmaxCrossEntropy(target, layer -> layer);
    }

    /** The same with further attributes: {@code logits.softmaxCrossEntropy(label, o -> o.labelSmoothing(0.1f))}. */
    default Tensor softmaxCrossEntropy(Tensor target, UnaryOperator<SoftmaxCrossEntropyLayer> options) {
        return Tensor.of(SoftmaxCrossEntropyLayer.class, Map.of(), options, x(), target);
    }

    /** The mean of {@code −log xₜ}: probabilities {@code […, classes]} against integers {@code […]}. */
    default Tensor crossEntropy(Tensor target) {
        return crossEntropy(target, layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor crossEntropy(Tensor target, UnaryOperator<CrossEntropyLayer> options) {
        return Tensor.of(CrossEntropyLayer.class, Map.of(), options, x(), target);
    }

    /** The mean of {@code log(1 + eˣ) − t x}: logits against 0 to 1. */
    default Tensor sigmoidCrossEntropy(Tensor target) {
        return sigmoidCrossEntropy(target, layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor sigmoidCrossEntropy(Tensor target, UnaryOperator<SigmoidCrossEntropyLayer> options) {
        return Tensor.of(SigmoidCrossEntropyLayer.class, Map.of(), options, x(), target);
    }

    /** The mean of {@code −t log(x) − (1 − t) log(1 − x)}: probabilities against 0 to 1. */
    default Tensor binaryCrossEntropy(Tensor target) {
        return binaryCrossEntropy(target, layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor binaryCrossEntropy(Tensor target, UnaryOperator<BinaryCrossEntropyLayer> options) {
        return Tensor.of(BinaryCrossEntropyLayer.class, Map.of(), options, x(), target);
    }

    /** The mean of {@code (x − t)²}. */
    default Tensor meanSquaredError(Tensor target) {
        return meanSquaredError(target, layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor meanSquaredError(Tensor target, UnaryOperator<MeanSquaredErrorLayer> options) {
        return Tensor.of(MeanSquaredErrorLayer.class, Map.of(), options, x(), target);
    }

    /** The mean of {@code |x − t|}. */
    default Tensor meanAbsoluteError(Tensor target) {
        return meanAbsoluteError(target, layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor meanAbsoluteError(Tensor target, UnaryOperator<MeanAbsoluteErrorLayer> options) {
        return Tensor.of(MeanAbsoluteErrorLayer.class, Map.of(), options, x(), target);
    }

    /** The mean of squares near 0 and of lines beyond. */
    default Tensor huber(Tensor target) {
        return huber(target, layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor huber(Tensor target, UnaryOperator<HuberLayer> options) {
        return Tensor.of(HuberLayer.class, Map.of(), options, x(), target);
    }

    /** The mean of all values as a loss. */
    default Tensor meanLoss() {
        return meanLoss(layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor meanLoss(UnaryOperator<MeanLossLayer> options) {
        return Tensor.of(MeanLossLayer.class, Map.of(), options, x());
    }
}
