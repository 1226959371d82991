package dev.nervure.dsl;

import dev.nervure.dsl.layer.BinaryCrossEntropyLayer;
import dev.nervure.dsl.layer.CrossEntropyLayer;
import dev.nervure.dsl.layer.CtcLayer;
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

    /**
     * {@return the mean of {@code −log softmax(x)ₜ}: logits {@code […, classes]} against integers {@code […]}}
     *
     * @param target the class of each row, integers {@code […]} from 0 to {@code classes − 1}
     * @throws NetworkException if the prediction does not hold floats of the batch with a last axis of fixed size, the
     *     target does not hold one integer for each row, or an attribute is out of range
     */
    default Tensor softmaxCrossEntropy(Tensor target) {
        return softmaxCrossEntropy(target, o -> o);
    }

    /**
     * {@return the mean of {@code −log softmax(x)ₜ}: logits {@code […, classes]} against integers {@code […]}, with
     * further attributes} Example: {@code logits.softmaxCrossEntropy(label, o -> o.labelSmoothing(0.1f))}.
     *
     * @param target the class of each row, integers {@code […]} from 0 to {@code classes − 1}
     * @param options sets further attributes; {@link SoftmaxCrossEntropyOptions} lists them
     * @throws NetworkException if the prediction does not hold floats of the batch with a last axis of fixed size, the
     *     target does not hold one integer for each row, or an attribute is out of range
     */
    default Tensor softmaxCrossEntropy(Tensor target, UnaryOperator<SoftmaxCrossEntropyOptions> options) {
        return Tensor.of(
                SoftmaxCrossEntropyLayer.class, options.apply(new SoftmaxCrossEntropyOptions(Map.of())), x(), target);
    }

    /**
     * {@return the mean of {@code −log xₜ}: probabilities {@code […, classes]} against integers {@code […]}}
     *
     * @param target the class of each row, integers {@code […]} from 0 to {@code classes − 1}
     * @throws NetworkException if the prediction does not hold floats of the batch with a last axis of fixed size, the
     *     target does not hold one integer for each row, or an attribute is out of range
     */
    default Tensor crossEntropy(Tensor target) {
        return crossEntropy(target, o -> o);
    }

    /**
     * {@return the mean of {@code −log xₜ}: probabilities {@code […, classes]} against integers {@code […]}, with
     * further attributes}
     *
     * @param target the class of each row, integers {@code […]} from 0 to {@code classes − 1}
     * @param options sets further attributes; {@link LossOptions} lists them
     * @throws NetworkException if the prediction does not hold floats of the batch with a last axis of fixed size, the
     *     target does not hold one integer for each row, or an attribute is out of range
     */
    default Tensor crossEntropy(Tensor target, UnaryOperator<LossOptions> options) {
        return Tensor.of(CrossEntropyLayer.class, options.apply(new LossOptions(Map.of())), x(), target);
    }

    /**
     * {@return the mean of {@code log(1 + eˣ) − t x}: logits against 0 to 1}
     *
     * @param target the targets {@code t}, 0 to 1, shaped like this tensor
     * @throws NetworkException if the shapes differ, a tensor does not hold floats of the batch, or an attribute is out
     *     of range
     */
    default Tensor sigmoidCrossEntropy(Tensor target) {
        return sigmoidCrossEntropy(target, o -> o);
    }

    /**
     * {@return the mean of {@code log(1 + eˣ) − t x}: logits against 0 to 1, with further attributes}
     *
     * @param target the targets {@code t}, 0 to 1, shaped like this tensor
     * @param options sets further attributes; {@link LossOptions} lists them
     * @throws NetworkException if the shapes differ, a tensor does not hold floats of the batch, or an attribute is out
     *     of range
     */
    default Tensor sigmoidCrossEntropy(Tensor target, UnaryOperator<LossOptions> options) {
        return Tensor.of(SigmoidCrossEntropyLayer.class, options.apply(new LossOptions(Map.of())), x(), target);
    }

    /**
     * {@return the mean of {@code −t log(x) − (1 − t) log(1 − x)}: probabilities against 0 to 1}
     *
     * @param target the targets {@code t}, 0 to 1, shaped like this tensor
     * @throws NetworkException if the shapes differ, a tensor does not hold floats of the batch, or an attribute is out
     *     of range
     */
    default Tensor binaryCrossEntropy(Tensor target) {
        return binaryCrossEntropy(target, o -> o);
    }

    /**
     * {@return the mean of {@code −t log(x) − (1 − t) log(1 − x)}: probabilities against 0 to 1, with further
     * attributes}
     *
     * @param target the targets {@code t}, 0 to 1, shaped like this tensor
     * @param options sets further attributes; {@link LossOptions} lists them
     * @throws NetworkException if the shapes differ, a tensor does not hold floats of the batch, or an attribute is out
     *     of range
     */
    default Tensor binaryCrossEntropy(Tensor target, UnaryOperator<LossOptions> options) {
        return Tensor.of(BinaryCrossEntropyLayer.class, options.apply(new LossOptions(Map.of())), x(), target);
    }

    /**
     * {@return the mean of {@code (x − t)²}}
     *
     * @param target the targets {@code t}, shaped like this tensor
     * @throws NetworkException if the shapes differ, a tensor does not hold floats of the batch, or an attribute is out
     *     of range
     */
    default Tensor meanSquaredError(Tensor target) {
        return meanSquaredError(target, o -> o);
    }

    /**
     * {@return the mean of {@code (x − t)²}, with further attributes}
     *
     * @param target the targets {@code t}, shaped like this tensor
     * @param options sets further attributes; {@link LossOptions} lists them
     * @throws NetworkException if the shapes differ, a tensor does not hold floats of the batch, or an attribute is out
     *     of range
     */
    default Tensor meanSquaredError(Tensor target, UnaryOperator<LossOptions> options) {
        return Tensor.of(MeanSquaredErrorLayer.class, options.apply(new LossOptions(Map.of())), x(), target);
    }

    /**
     * {@return the mean of {@code |x − t|}}
     *
     * @param target the targets {@code t}, shaped like this tensor
     * @throws NetworkException if the shapes differ, a tensor does not hold floats of the batch, or an attribute is out
     *     of range
     */
    default Tensor meanAbsoluteError(Tensor target) {
        return meanAbsoluteError(target, o -> o);
    }

    /**
     * {@return the mean of {@code |x − t|}, with further attributes}
     *
     * @param target the targets {@code t}, shaped like this tensor
     * @param options sets further attributes; {@link LossOptions} lists them
     * @throws NetworkException if the shapes differ, a tensor does not hold floats of the batch, or an attribute is out
     *     of range
     */
    default Tensor meanAbsoluteError(Tensor target, UnaryOperator<LossOptions> options) {
        return Tensor.of(MeanAbsoluteErrorLayer.class, options.apply(new LossOptions(Map.of())), x(), target);
    }

    /**
     * {@return the mean of {@code (x − t)²/2} where {@code |x − t|} is at most 1, of {@code |x − t| − 1/2} elsewhere}
     *
     * @param target the targets {@code t}, shaped like this tensor
     * @throws NetworkException if the shapes differ, a tensor does not hold floats of the batch, or an attribute is out
     *     of range
     */
    default Tensor huber(Tensor target) {
        return huber(target, o -> o);
    }

    /**
     * {@return the mean of {@code (x − t)²/2} where {@code |x − t|} is at most 1, of {@code |x − t| − 1/2} elsewhere,
     * with further attributes}
     *
     * @param target the targets {@code t}, shaped like this tensor
     * @param options sets further attributes; {@link HuberOptions} lists them
     * @throws NetworkException if the shapes differ, a tensor does not hold floats of the batch, or an attribute is out
     *     of range
     */
    default Tensor huber(Tensor target, UnaryOperator<HuberOptions> options) {
        return Tensor.of(HuberLayer.class, options.apply(new HuberOptions(Map.of())), x(), target);
    }

    /**
     * {@return the loss of labels without times: logits {@code [steps, classes]} against integers {@code [labels]}}
     *
     * @param target the labels of each sample in their order, integers {@code [labels]} from 1 to {@code classes − 1};
     *     filled up with 0, the blank
     * @throws NetworkException if the prediction does not hold floats {@code [steps, classes]}, the target does not hold
     *     integers {@code [labels]}, or an attribute is out of range
     */
    default Tensor ctc(Tensor target) {
        return ctc(target, o -> o);
    }

    /**
     * {@return the loss of labels without times: logits {@code [steps, classes]} against integers {@code [labels]}, with
     * further attributes}
     *
     * @param target the labels of each sample in their order, integers {@code [labels]} from 0 to {@code classes − 1};
     *     filled up with the blank
     * @param options sets further attributes; {@link CtcOptions} lists them
     * @throws NetworkException if the prediction does not hold floats {@code [steps, classes]}, the target does not hold
     *     integers {@code [labels]}, or an attribute is out of range
     */
    default Tensor ctc(Tensor target, UnaryOperator<CtcOptions> options) {
        return Tensor.of(CtcLayer.class, options.apply(new CtcOptions(Map.of())), x(), target);
    }

    /**
     * {@return the mean of all values, as a loss}
     *
     * @throws NetworkException if this tensor does not hold floats of the batch, or an attribute is out of range
     */
    default Tensor meanLoss() {
        return meanLoss(o -> o);
    }

    /**
     * {@return the mean of all values, as a loss, with further attributes}
     *
     * @param options sets further attributes; {@link LossOptions} lists them
     * @throws NetworkException if this tensor does not hold floats of the batch, or an attribute is out of range
     */
    default Tensor meanLoss(UnaryOperator<LossOptions> options) {
        return Tensor.of(MeanLossLayer.class, options.apply(new LossOptions(Map.of())), x());
    }
}
