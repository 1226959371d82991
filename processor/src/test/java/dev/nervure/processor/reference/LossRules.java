package dev.nervure.processor.reference;

import dev.nervure.dsl.layer.BinaryCrossEntropyLayer;
import dev.nervure.dsl.layer.CrossEntropyLayer;
import dev.nervure.dsl.layer.CtcLayer;
import dev.nervure.dsl.layer.HuberLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.MeanAbsoluteErrorLayer;
import dev.nervure.dsl.layer.MeanLossLayer;
import dev.nervure.dsl.layer.MeanSquaredErrorLayer;
import dev.nervure.dsl.layer.SigmoidCrossEntropyLayer;
import dev.nervure.dsl.layer.SoftmaxCrossEntropyLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        Rules.register(CtcLayer.class, LossRules::ctc);
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

    /** The sum over all paths through the classes that spell the labels, one by one: of a few steps and classes. */
    private static Array ctc(CtcLayer layer, Call call) {
        Array x = call.input(0);
        int steps = x.size(-2);
        int most = call.input(1).size(-1);
        double loss = 0;
        int samples = x.rows() / steps;
        for (int s = 0; s < samples; s++) {
            double[][] logs = new double[steps][];
            for (int t = 0; t < steps; t++) {
                logs[t] = DenseRules.logSoftmax(x.row(s * steps + t));
            }
            List<Integer> labels = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                int label = (int) call.input(1).values()[s * most + i];
                if (label == layer.blank()) {
                    break;
                }
                labels.add(label);
            }
            double p = paths(logs, 0, layer.blank(), labels, layer.blank());
            loss += p == 0 && layer.zeroInfinity() ? 0 : -Math.log(p) / Math.max(1, labels.size());
        }
        return scalar(loss / samples);
    }

    /** The probability of the paths from step {@code t} on that spell {@code labels}, after class {@code before}. */
    private static double paths(double[][] logs, int t, int before, List<Integer> labels, int blank) {
        if (t == logs.length) {
            return labels.isEmpty() ? 1 : 0;
        }
        double p = 0;
        for (int k = 0; k < logs[t].length; k++) {
            if (k == blank || k == before) {
                p += Math.exp(logs[t][k]) * paths(logs, t + 1, k, labels, blank);
            } else if (!labels.isEmpty() && labels.get(0) == k) {
                p += Math.exp(logs[t][k]) * paths(logs, t + 1, k, labels.subList(1, labels.size()), blank);
            }
        }
        return p;
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
