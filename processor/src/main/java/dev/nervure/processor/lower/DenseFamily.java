package dev.nervure.processor.lower;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.BilinearLayer;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.EluLayer;
import dev.nervure.dsl.layer.GeluLayer;
import dev.nervure.dsl.layer.HardSigmoidLayer;
import dev.nervure.dsl.layer.HardSwishLayer;
import dev.nervure.dsl.layer.IdentityLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.LeakyReluLayer;
import dev.nervure.dsl.layer.LogSoftmaxLayer;
import dev.nervure.dsl.layer.MishLayer;
import dev.nervure.dsl.layer.PreluLayer;
import dev.nervure.dsl.layer.ReluLayer;
import dev.nervure.dsl.layer.SeluLayer;
import dev.nervure.dsl.layer.SigmoidLayer;
import dev.nervure.dsl.layer.SiluLayer;
import dev.nervure.dsl.layer.SoftmaxLayer;
import dev.nervure.dsl.layer.SoftplusLayer;
import dev.nervure.dsl.layer.TanhLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Functions;
import dev.nervure.processor.op.Linear;
import dev.nervure.processor.op.OuterProduct;
import dev.nervure.processor.op.Prelu;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Dense layers and activations. */
final class DenseFamily {
    private DenseFamily() {}

    static void register() {
        Lowerings.register(DenseLayer.class, DenseFamily::dense);
        Lowerings.register(BilinearLayer.class, DenseFamily::bilinear);
        Lowerings.register(
                PreluLayer.class,
                (layer, scope) ->
                        scope.step(new Prelu(), List.of(scope.input(0), scope.parameter("weight")), scope.result()));
        activation(IdentityLayer.class, layer -> Functions.of(Activation.IDENTITY));
        activation(ReluLayer.class, layer -> Functions.of(Activation.RELU));
        activation(LeakyReluLayer.class, layer -> Functions.leakyRelu(layer.negativeSlope()));
        activation(EluLayer.class, layer -> Functions.elu(layer.alpha()));
        activation(SeluLayer.class, layer -> Functions.of(Activation.SELU));
        activation(SigmoidLayer.class, layer -> Functions.of(Activation.SIGMOID));
        activation(HardSigmoidLayer.class, layer -> Functions.of(Activation.HARD_SIGMOID));
        activation(TanhLayer.class, layer -> Functions.of(Activation.TANH));
        activation(SoftmaxLayer.class, layer -> Functions.of(Activation.SOFTMAX));
        activation(LogSoftmaxLayer.class, layer -> Functions.of(Activation.LOG_SOFTMAX));
        activation(SoftplusLayer.class, layer -> Functions.of(Activation.SOFTPLUS));
        activation(
                GeluLayer.class, layer -> Functions.of(layer.approximate() ? Activation.GELU_TANH : Activation.GELU));
        activation(SiluLayer.class, layer -> Functions.of(Activation.SILU));
        activation(MishLayer.class, layer -> Functions.of(Activation.MISH));
        activation(HardSwishLayer.class, layer -> Functions.of(Activation.HARD_SWISH));
    }

    private static <L extends Layer> void activation(Class<L> type, Function<L, Op> function) {
        Lowerings.register(
                type, (layer, scope) -> scope.step(function.apply(layer), List.of(scope.input(0)), scope.result()));
    }

    private static void dense(DenseLayer layer, Scope scope) {
        linear(layer.activation(), scope.input(0), scope);
    }

    /** {@code y = aᵀ · W · b + c} is a dense layer on all products of a value of a and one of b. */
    private static void bilinear(BilinearLayer layer, Scope scope) {
        List<Value> inputs = scope.ofEachSample(scope.inputs());
        Shape first = inputs.get(0).shape();
        Dim pairs = Dim.of(Math.multiplyExact(
                first.axis(-1).max(), inputs.get(1).shape().axis(-1).max()));
        Value products = scope.intermediate("Products", first.withAxis(-1, pairs));
        scope.step(new OuterProduct(), inputs, products);
        linear(layer.activation(), products, scope);
    }

    private static void linear(Activation activation, Value x, Scope scope) {
        List<Value> reads = new ArrayList<>(List.of(x, scope.parameter("weight")));
        Value bias = scope.optionalParameter("bias");
        if (bias != null) {
            reads.add(bias);
        }
        activated(activation, scope, z -> scope.step(new Linear(), reads, z));
    }

    /** Computes {@code z} by {@code product}, then the layer's result from it. */
    static void activated(Activation activation, Scope scope, java.util.function.Consumer<Value> product) {
        if (activation == Activation.IDENTITY) {
            product.accept(scope.result());
        } else {
            Value z = scope.intermediate("Z", scope.result().shape());
            product.accept(z);
            scope.step(Functions.of(activation), List.of(z), scope.result());
        }
    }
}
