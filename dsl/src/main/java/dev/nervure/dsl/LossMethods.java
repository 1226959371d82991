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
        return softmaxCrossEntropy(target, o -> o);
    }

    /** The same with further attributes: {@code logits.softmaxCrossEntropy(label, o -> o.labelSmoothing(0.1f))}. */
    default Tensor softmaxCrossEntropy(Tensor target, UnaryOperator<SoftmaxCrossEntropyOptions> options) {
        return Tensor.of(
                SoftmaxCrossEntropyLayer.class, options.apply(new SoftmaxCrossEntropyOptions(Map.of())), x(), target);
    }

    /** The mean of {@code −log xₜ}: probabilities {@code […, classes]} against integers {@code […]}. */
    default Tensor crossEntropy(Tensor target) {
        return crossEntropy(target, o -> o);
    }

    /** The same with further attributes. */
    default Tensor crossEntropy(Tensor target, UnaryOperator<LossOptions> options) {
        return Tensor.of(CrossEntropyLayer.class, options.apply(new LossOptions(Map.of())), x(), target);
    }

    /** The mean of {@code log(1 + eˣ) − t x}: logits against 0 to 1. */
    default Tensor sigmoidCrossEntropy(Tensor target) {
        return sigmoidCrossEntropy(target, o -> o);
    }

    /** The same with further attributes. */
    default Tensor sigmoidCrossEntropy(Tensor target, UnaryOperator<LossOptions> options) {
        return Tensor.of(SigmoidCrossEntropyLayer.class, options.apply(new LossOptions(Map.of())), x(), target);
    }

    /** The mean of {@code −t log(x) − (1 − t) log(1 − x)}: probabilities against 0 to 1. */
    default Tensor binaryCrossEntropy(Tensor target) {
        return binaryCrossEntropy(target, o -> o);
    }

    /** The same with further attributes. */
    default Tensor binaryCrossEntropy(Tensor target, UnaryOperator<LossOptions> options) {
        return Tensor.of(BinaryCrossEntropyLayer.class, options.apply(new LossOptions(Map.of())), x(), target);
    }

    /** The mean of {@code (x − t)²}. */
    default Tensor meanSquaredError(Tensor target) {
        return meanSquaredError(target, o -> o);
    }

    /** The same with further attributes. */
    default Tensor meanSquaredError(Tensor target, UnaryOperator<LossOptions> options) {
        return Tensor.of(MeanSquaredErrorLayer.class, options.apply(new LossOptions(Map.of())), x(), target);
    }

    /** The mean of {@code |x − t|}. */
    default Tensor meanAbsoluteError(Tensor target) {
        return meanAbsoluteError(target, o -> o);
    }

    /** The same with further attributes. */
    default Tensor meanAbsoluteError(Tensor target, UnaryOperator<LossOptions> options) {
        return Tensor.of(MeanAbsoluteErrorLayer.class, options.apply(new LossOptions(Map.of())), x(), target);
    }

    /** The mean of squares near 0 and of lines beyond. */
    default Tensor huber(Tensor target) {
        return huber(target, o -> o);
    }

    /** The same with further attributes. */
    default Tensor huber(Tensor target, UnaryOperator<HuberOptions> options) {
        return Tensor.of(HuberLayer.class, options.apply(new HuberOptions(Map.of())), x(), target);
    }

    /** The mean of all values as a loss. */
    default Tensor meanLoss() {
        return meanLoss(o -> o);
    }

    /** The same with further attributes. */
    default Tensor meanLoss(UnaryOperator<LossOptions> options) {
        return Tensor.of(MeanLossLayer.class, options.apply(new LossOptions(Map.of())), x());
    }
}
