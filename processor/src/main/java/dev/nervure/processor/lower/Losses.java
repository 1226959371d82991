package dev.nervure.processor.lower;

import dev.nervure.dsl.Shape;
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
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.CrossEntropy;
import dev.nervure.processor.op.Ctc;
import dev.nervure.processor.op.ElementLoss;
import dev.nervure.processor.op.Expr;
import dev.nervure.processor.op.Fn;
import dev.nervure.processor.op.Softmax;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Losses: prediction and target to a scalar. */
final class Losses {
    private Losses() {}

    static void register() {
        Expr difference = Expr.arg(0).minus(Expr.arg(1));
        loss(MeanSquaredErrorLayer.class, layer -> new ElementLoss(Fn.SQUARE.of(difference), "(%s − %s)²"));
        loss(MeanAbsoluteErrorLayer.class, layer -> new ElementLoss(Fn.ABS.of(difference), "|%s − %s|"));
        loss(
                HuberLayer.class,
                layer -> new ElementLoss(Fn.HUBER.of(difference, Expr.of(layer.delta())), "huber(%s − %s)"));
        Lowerings.register(MeanLossLayer.class, (layer, scope) -> {
            Value x = scope.input(0);
            scope.step(new ElementLoss(Expr.arg(0), "%s"), List.of(x, x), scope.result(), sums(scope));
        });
        loss(SigmoidCrossEntropyLayer.class, layer -> ofLogits());
        loss(
                SoftmaxCrossEntropyLayer.class,
                layer -> new CrossEntropy(true, layer.labelSmoothing(), layer.classWeights(), layer.ignoreIndex()));
        loss(CtcLayer.class, layer -> new Ctc(layer.blank(), layer.zeroInfinity()));
        Lowerings.register(CrossEntropyLayer.class, (layer, scope) -> {
            Value logits = logitsBehind(scope, new Softmax(false));
            Op loss = CrossEntropy.plain(logits != null);
            lower(loss, logits, scope);
        });
        Lowerings.register(BinaryCrossEntropyLayer.class, (layer, scope) -> {
            Value logits = logitsBehind(scope, sigmoid());
            Op loss = logits != null
                    ? ofLogits()
                    : new ElementLoss(Fn.BINARY_CROSS_ENTROPY.of(Expr.arg(0), Expr.arg(1)), "−log(%s for %s)");
            lower(loss, logits, scope);
        });
    }

    private static <L extends Layer> void loss(Class<L> type, Function<L, Op> op) {
        Lowerings.register(type, (layer, scope) -> lower(op.apply(layer), null, scope));
    }

    private static void lower(Op op, @Nullable Value logits, Scope scope) {
        List<Value> reads =
                logits == null ? scope.ofEachSample(scope.inputs()) : List.of(logits, scope.input(1), scope.input(0));
        scope.step(op, reads, scope.result(), sums(scope));
    }

    private static Value sums(Scope scope) {
        return scope.intermediate("Sums", Shape.of(2), Value.Element.DOUBLE);
    }

    private static Op ofLogits() {
        return new ElementLoss(Fn.SIGMOID_CROSS_ENTROPY.of(Expr.arg(0), Expr.arg(1)), "−log(σ(%s) for %s)");
    }

    private static Op sigmoid() {
        return dev.nervure.processor.op.Functions.of(dev.nervure.dsl.Activation.SIGMOID);
    }

    /**
     * The logits that the prediction is {@code function} of, so that loss and function are one computation that stays
     * finite; null if there are none, or others read the prediction too.
     */
    private static @Nullable Value logitsBehind(Scope scope, Op function) {
        Step producer = scope.producer(scope.input(0));
        boolean alike =
                scope.input(0).shape().batched() == scope.input(1).shape().batched();
        if (producer == null || !alike || !producer.op().equals(function) || !scope.onlyReader(0)) {
            return null;
        }
        return producer.input(0);
    }
}
