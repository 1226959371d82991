package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Shape;
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
import java.util.stream.IntStream;

/** Activations. Those that ONNX has no operator for at opset 17 are written out. */
final class Functions {
    private Functions() {}

    static void register() {
        activation(IdentityLayer.class, Activation.IDENTITY);
        activation(ReluLayer.class, Activation.RELU);
        activation(SeluLayer.class, Activation.SELU);
        activation(SigmoidLayer.class, Activation.SIGMOID);
        activation(HardSigmoidLayer.class, Activation.HARD_SIGMOID);
        activation(TanhLayer.class, Activation.TANH);
        activation(SoftmaxLayer.class, Activation.SOFTMAX);
        activation(LogSoftmaxLayer.class, Activation.LOG_SOFTMAX);
        activation(SoftplusLayer.class, Activation.SOFTPLUS);
        activation(SiluLayer.class, Activation.SILU);
        activation(MishLayer.class, Activation.MISH);
        activation(HardSwishLayer.class, Activation.HARD_SWISH);
        Exports.register(
                LeakyReluLayer.class, (layer, scope) -> leakyRelu(scope.input(0), layer.negativeSlope(), scope));
        Exports.register(EluLayer.class, (layer, scope) -> elu(scope.input(0), layer.alpha(), scope));
        Exports.register(
                GeluLayer.class,
                (layer, scope) -> layer.approximate() ? geluTanh(scope.input(0), scope) : gelu(scope.input(0), scope));
        Exports.register(PreluLayer.class, Functions::prelu);
    }

    private static void activation(Class<? extends Layer> type, Activation activation) {
        Exports.register(type, (layer, scope) -> apply(activation, scope.input(0), scope));
    }

    /** An activation with its defaults. */
    static Edge apply(Activation activation, Edge x, Scope scope) {
        return switch (activation) {
            case IDENTITY -> x;
            case RELU -> scope.op("Relu", x);
            case LEAKY_RELU -> leakyRelu(x, 0.01f, scope);
            case ELU -> elu(x, 1, scope);
            case SELU -> scope.op("Selu", x);
            case SIGMOID -> scope.op("Sigmoid", x);
            case HARD_SIGMOID -> scope.op("HardSigmoid", x, Attribute.of("alpha", 1 / 6f), Attribute.of("beta", 0.5f));
            case TANH -> scope.op("Tanh", x);
            case SOFTMAX -> scope.op("Softmax", x, Attribute.of("axis", -1));
            case LOG_SOFTMAX -> scope.op("LogSoftmax", x, Attribute.of("axis", -1));
            case SOFTPLUS -> scope.op("Softplus", x);
            case GELU -> gelu(x, scope);
            case GELU_TANH -> geluTanh(x, scope);
            case SILU -> scope.op("Mul", x, scope.op("Sigmoid", x));
            case MISH -> scope.op("Mul", x, scope.op("Tanh", scope.op("Softplus", x)));
            case HARD_SWISH -> scope.op("HardSwish", x);
        };
    }

    private static Edge leakyRelu(Edge x, float slope, Scope scope) {
        return scope.op("LeakyRelu", x, Attribute.of("alpha", slope));
    }

    private static Edge elu(Edge x, float alpha, Scope scope) {
        return scope.op("Elu", x, Attribute.of("alpha", alpha));
    }

    /** {@code x · ½ · (1 + erf(x / √2))}, in the order in which PyTorch's exporter writes it. */
    private static Edge gelu(Edge x, Scope scope) {
        Edge erf = scope.op("Erf", scope.op("Div", x, scope.number((float) Math.sqrt(2))));
        Edge product = scope.op("Mul", x, scope.op("Add", erf, scope.number(1f)));
        return scope.op("Mul", product, scope.number(0.5f));
    }

    /** {@code ½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))}. */
    private static Edge geluTanh(Edge x, Scope scope) {
        Edge cube = scope.op("Mul", scope.op("Pow", x, scope.number(3f)), scope.number(0.044715f));
        Edge inner = scope.op("Mul", scope.op("Add", x, cube), scope.number((float) Math.sqrt(2 / Math.PI)));
        Edge sum = scope.op("Add", scope.op("Tanh", inner), scope.number(1f));
        return scope.op("Mul", scope.op("Mul", x, sum), scope.number(0.5f));
    }

    /** Slopes of channels stand along the axis after the batch. */
    private static Edge prelu(PreluLayer layer, Scope scope) {
        Shape shape = scope.shape(0);
        Edge slope = scope.parameter("weight");
        if (layer.perChannel() && shape.rank() > 1) {
            slope = scope.op(
                    "Unsqueeze",
                    slope,
                    scope.ints(IntStream.range(1, shape.rank()).boxed().toList()));
        }
        return scope.op("PRelu", scope.input(0), slope);
    }
}
