package dev.nervure.processor.reference;

import dev.nervure.dsl.Activation;
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
import dev.nervure.dsl.layer.ReluLayer;
import dev.nervure.dsl.layer.SeluLayer;
import dev.nervure.dsl.layer.SigmoidLayer;
import dev.nervure.dsl.layer.SiluLayer;
import dev.nervure.dsl.layer.SoftmaxLayer;
import dev.nervure.dsl.layer.SoftplusLayer;
import dev.nervure.dsl.layer.TanhLayer;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Dense layers and activations. */
final class DenseRules {
    private DenseRules() {}

    static void register() {
        Rules.register(DenseLayer.class, DenseRules::dense);
        function(IdentityLayer.class, x -> x);
        function(ReluLayer.class, x -> Math.max(x, 0), 0);
        Rules.register(
                LeakyReluLayer.class, (layer, call) -> apply(call, x -> x > 0 ? x : layer.negativeSlope() * x, 0));
        Rules.register(EluLayer.class, (layer, call) -> apply(call, x -> x > 0 ? x : layer.alpha() * Math.expm1(x), 0));
        function(SeluLayer.class, x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)), 0);
        function(SigmoidLayer.class, DenseRules::sigmoid);
        function(HardSigmoidLayer.class, x -> Math.min(Math.max(x / 6 + 0.5, 0), 1), -3, 3);
        function(TanhLayer.class, Math::tanh);
        Rules.register(SoftmaxLayer.class, (layer, call) -> call.input(0).mapRows(x -> map(logSoftmax(x), Math::exp)));
        Rules.register(LogSoftmaxLayer.class, (layer, call) -> call.input(0).mapRows(DenseRules::logSoftmax));
        function(SoftplusLayer.class, DenseRules::softplus);
        Rules.register(
                GeluLayer.class,
                (layer, call) -> apply(call, layer.approximate() ? DenseRules::geluTanh : DenseRules::gelu));
        function(SiluLayer.class, x -> x * sigmoid(x));
        function(MishLayer.class, x -> x * Math.tanh(softplus(x)));
        function(HardSwishLayer.class, x -> x * Math.min(Math.max(x + 3, 0), 6) / 6, -3, 3);
    }

    private static Array dense(DenseLayer layer, Call call) {
        Array x = call.input(0);
        Array w = call.parameter("weight");
        Array z = Array.zeros(call.shape());
        for (int r = 0; r < x.rows(); r++) {
            double[] row = x.row(r);
            for (int j = 0; j < layer.units(); j++) {
                double sum = layer.bias() ? call.parameter("bias").get(j) : 0;
                for (int i = 0; i < row.length; i++) {
                    sum += w.get(j, i) * row[i];
                }
                z.values()[r * layer.units() + j] = sum;
            }
        }
        return activation(layer.activation(), z, call);
    }

    /** The activation that a layer ends with. */
    static Array activation(Activation activation, Array z, Call call) {
        return Rules.apply(activation.layer(), call.reading(z));
    }

    static double[] logSoftmax(double[] x) {
        double max = Arrays.stream(x).max().orElseThrow();
        double log = Math.log(Arrays.stream(x).map(v -> Math.exp(v - max)).sum());
        return map(x, v -> v - max - log);
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static double gelu(double x) {
        return x / 2 * (1 + erf(x / Math.sqrt(2)));
    }

    private static double geluTanh(double x) {
        return x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    /** {@code erf(x) = 2/√π e^(−x²) Σ 2ᵏ x^(2k+1) / (1·3·…·(2k+1))}, whose terms have one sign (DLMF 7.6.2). */
    static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x); // within 2e-17
        }
        double sum = 0;
        double term = x;
        for (int k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
            sum += term;
            term *= 2 * x * x / (2 * k + 1);
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    private static double[] map(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }

    private static <L extends Layer> void function(Class<L> type, DoubleUnaryOperator f, double... kinks) {
        Rules.register(type, (layer, call) -> apply(call, f, kinks));
    }

    /** {@code f} of every element; its slope jumps at the kinks. */
    static Array apply(Call call, DoubleUnaryOperator f, double... kinks) {
        return call.input(0).map(x -> {
            for (double kink : kinks) {
                call.kink(x - kink);
            }
            return f.applyAsDouble(x);
        });
    }
}
