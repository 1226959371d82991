package dev.nervure.processor.random;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Dim;
import java.util.List;
import java.util.function.BiFunction;

/** How a random network gets its losses: one line a kind. */
@FunctionalInterface
interface LossGrowth {
    List<LossGrowth> ALL = List.of(
            ofValues((y, t) -> y.meanSquaredError(t)),
            ofValues((y, t) -> y.meanSquaredError(t, o -> o.weight(0.25f))),
            ofValues((y, t) -> y.meanAbsoluteError(t)),
            ofValues((y, t) -> y.huber(t, o -> o.delta(0.5f).weight(2))),
            ofValues((y, t) -> y.sigmoidCrossEntropy(t)),
            ofValues((y, t) -> y.sigmoid().binaryCrossEntropy(t)), // fused
            ofValues((y, t) -> y.sigmoid().times(y.sigmoid()).binaryCrossEntropy(t)),
            ofClasses((y, t) -> y.softmaxCrossEntropy(t)),
            ofClasses((y, t) ->
                    y.softmaxCrossEntropy(t, o -> o.labelSmoothing(0.1f).weight(0.5f))),
            ofClasses((y, t) ->
                    y.softmaxCrossEntropy(t, o -> o.classWeights(weights(y)).labelSmoothing(0.2f))),
            ofValues((y, t) -> y.minus(t).tanh().pow(2).meanLoss(o -> o.weight(0.5f))),
            ofClasses((y, t) -> y.softmax().crossEntropy(t)), // fused
            (y, t) ->
                    y.flatten().dense(9).reshape(3, 3).ctc(Tensor.target(t, List.of(2), o -> o.type(ElementType.INT))),
            ofClasses((y, t) -> y.softmax().add(y.softmax()).times(0.5f).crossEntropy(t)));

    /** The loss of a prediction against a target of that name. */
    Tensor grow(Tensor prediction, String target);

    private static LossGrowth ofValues(BiFunction<Tensor, Tensor, Tensor> loss) {
        return (y, name) -> loss.apply(
                y,
                Tensor.target(
                        name,
                        sizes(y.shape().sample()).stream().mapToInt(i -> i).toArray()));
    }

    private static LossGrowth ofClasses(BiFunction<Tensor, Tensor, Tensor> loss) {
        return (y, name) -> {
            List<Integer> sizes = sizes(y.shape().sample());
            return loss.apply(y, Tensor.target(name, sizes.subList(0, sizes.size() - 1), o -> o.type(ElementType.INT)));
        };
    }

    private static List<Integer> sizes(List<Dim> sample) {
        return sample.stream().map(Dim::max).toList();
    }

    private static float[] weights(Tensor y) {
        float[] weights = new float[y.shape().axis(-1).max()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = 0.5f + k;
        }
        return weights;
    }
}
