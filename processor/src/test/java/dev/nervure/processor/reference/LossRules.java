package dev.nervure.processor.reference;

import dev.nervure.dsl.layer.BinaryCrossEntropyLayer;
import dev.nervure.dsl.layer.CrossEntropyLayer;
import dev.nervure.dsl.layer.HuberLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.MeanAbsoluteErrorLayer;
import dev.nervure.dsl.layer.MeanLossLayer;
import dev.nervure.dsl.layer.MeanSquaredErrorLayer;
import dev.nervure.dsl.layer.SigmoidCrossEntropyLayer;
import dev.nervure.dsl.layer.SoftmaxCrossEntropyLayer;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** Losses: prediction and target to a scalar. */
final class LossRules {
    private LossRules() {}

    static void register() {
        mean(MeanSquaredErrorLayer.class, (y, t) -> (y - t) * (y - t));
        mean(SigmoidCrossEntropyLayer.class, (x, t) -> DenseRules.softplus(x) - t * x);
        Rules.register(
                BinaryCrossEntropyLayer.class,
                (layer, call) -> mean(call, (p, t) -> -t * log(p, call) - (1 - t) * log(1 - p, call)));
        Rules.register(
                MeanAbsoluteErrorLayer.class,
                (layer, call) -> mean(call, (y, t) -> {
                    call.kink(y - t);
                    return Math.abs(y - t);
                }));
        Rules.register(
                HuberLayer.class,
                (layer, call) -> mean(call, (y, t) -> {
                    double e = Math.abs(y - t);
                    return e <= layer.delta() ? e * e / 2 : layer.delta() * (e - layer.delta() / 2);
                }));
        Rules.register(SoftmaxCrossEntropyLayer.class, LossRules::softmaxCrossEntropy);
        Rules.register(CrossEntropyLayer.class, LossRules::crossEntropy);
        Rules.register(
                MeanLossLayer.class,
                (layer, call) ->
                        scalar(Arrays.stream(call.input(0).values()).average().orElseThrow()));
    }

    /** As torch.nn.CrossEntropyLoss writes it, with class weights, label smoothing and ignore_index. */
    private static Array softmaxCrossEntropy(SoftmaxCrossEntropyLayer layer, Call call) {
        Array x = call.input(0);
        int classes = x.size(-1);
        double loss = 0;
        double weights = 0;
        for (int r = 0; r < x.rows(); r++) {
            int target = (int) call.input(1).values()[r];
            if (target != layer.ignoreIndex()) {
                double[] log = DenseRules.logSoftmax(x.row(r));
                loss -= (1 - layer.labelSmoothing()) * weight(layer, target) * log[target];
                for (int k = 0; k < classes; k++) {
                    loss -= layer.labelSmoothing() / classes * weight(layer, k) * log[k];
                }
                weights += weight(layer, target);
            }
        }
        return scalar(loss / weights);
    }

    private static double weight(SoftmaxCrossEntropyLayer layer, int k) {
        return layer.classWeights().isEmpty() ? 1 : layer.classWeights().get(k);
    }

    private static Array crossEntropy(CrossEntropyLayer layer, Call call) {
        Array p = call.input(0);
        double loss = 0;
        for (int r = 0; r < p.rows(); r++) {
            loss -= log(p.row(r)[(int) call.input(1).values()[r]], call);
        }
        return scalar(loss / p.rows());
    }

    /** Losses of probabilities count no logarithm below −100, as PyTorch. */
    private static double log(double p, Call call) {
        call.kink(p / 20); // toward 0 the slope 1 / p turns as sharply as at a kink
        return Math.max(Math.log(p), -100);
    }

    private static <L extends Layer> void mean(Class<L> type, DoubleBinaryOperator f) {
        Rules.register(type, (layer, call) -> mean(call, f));
    }

    private static Array mean(Call call, DoubleBinaryOperator f) {
        double[] y = call.input(0).values();
        double[] t = call.input(1).values();
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += f.applyAsDouble(y[i], t[i]);
        }
        return scalar(sum / y.length);
    }

    private static Array scalar(double value) {
        return new Array(new int[0], new double[] {value});
    }
}
