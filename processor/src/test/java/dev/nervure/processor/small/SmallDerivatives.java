package dev.nervure.processor.small;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Derivatives within a network, through each layer that has a second one. */
final class SmallDerivatives {
    private SmallDerivatives() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        layers(all);
        graphs(all);
        for (Activation activation : List.of(
                Activation.TANH,
                Activation.SIGMOID,
                Activation.SOFTPLUS,
                Activation.GELU,
                Activation.SILU,
                Activation.MISH)) {
            all.add(through("derivative through " + activation, x -> x.dense(4).activation(activation), 3));
        }
        all.addAll(through("derivative", x -> x.dense(4, Activation.TANH).dense(1), 3)
                .eachWay());
        all.addAll(second("second derivative", x -> x.dense(5, Activation.TANH).dense(1), 2)
                .eachWay());
        return all;
    }

    private static void layers(List<Small> all) {
        all.add(through(
                "derivative through matmul", x -> x.matmul(x.transpose()).tanh(), 2, 3));
        all.add(through("derivative through sums", x -> x.pow(2).sum(0).sin().mean(0), 2, 3));
        all.add(through("derivative through softmax", x -> x.softmax().pow(2), 4));
        all.add(through("derivative through log softmax", x -> x.logSoftmax().pow(2), 4));
        all.add(through(
                "derivative through moves",
                x -> x.transpose().reshape(6).slice(0, 1, 5).pow(3),
                2,
                3));
        all.add(through("derivative through pad", x -> x.pad(1, 1).cumSum(0).pow(2), 4));
        all.add(through("derivative through concat", x -> x.concat(x.sin()).pow(2), 3));
        all.add(through(
                "derivative through split",
                x -> {
                    List<Tensor> parts = x.tanh().split(0, 1, 2).parts();
                    return parts.get(0).times(parts.get(1));
                },
                3));
        all.add(through(
                "derivative through division", x -> x.div(x.pow(2).sum(0).plus(1)), 3));
        all.add(through(
                "derivative through functions",
                x -> x.exp().plus(1).log().sqrt().cos(),
                3));
        all.add(through(
                "derivative through a broadcast", x -> x.reshape(3, 1).times(x).exp(), 3));
        all.add(through(
                "derivative through a convolution",
                x -> x.conv2d(2, 3, o -> o.padding(1).activation(Activation.TANH))
                        .flatten()
                        .dense(1),
                1,
                4,
                4));
        all.add(through(
                "derivative through strides",
                x -> x.conv1d(2, 3, o -> o.stride(2)).pow(2),
                2,
                7));
        all.add(through("derivative through dropout", x -> x.dropout(0.5f).pow(3), 3));
        all.add(through(
                "derivative through bilinear", x -> x.bilinear(x.tanh(), 2).tanh(), 3));
        all.add(through(
                "derivative through a gather",
                x -> x.gather(0, Tensor.constant(new int[] {2, 0, 2}, 3)).pow(3),
                3));
        all.add(through(
                "derivative through elements",
                x -> x.gatherElements(0, Tensor.constant(new int[] {2, 0}, 2)).pow(3),
                3));
        all.add(through("derivative through a mean pooling", x -> x.avgPool1d(2).pow(3), 2, 4));
        all.add(through("derivative through a layer norm", x -> x.layerNorm().pow(2), 2, 4));
        all.add(through(
                "derivative through a plain norm",
                x -> x.layerNorm(o -> o.affine(false)).pow(3),
                4));
        all.add(through("derivative through an RMS norm", x -> x.rmsNorm().pow(2), 4));
        all.add(through(
                "derivative through a stop", x -> x.stopGradient().times(x).pow(2), 3));
    }

    private static void graphs(List<Small> all) {
        Tensor x = Small.input(2);
        Tensor y = Small.input("y", 3);
        Tensor u = x.concat(y).dense(4, Activation.TANH).dense(1).named("u");
        Tensor ux = u.derivative(x).named("ux");
        Tensor uy = u.derivative(y).named("uy");
        all.add(Small.of("derivatives with respect to two", u, ux, uy));
        all.add(Small.of("derivative alone", ux));
        all.add(Small.of("derivatives as losses", u)
                .with(network -> network.loss(ux.pow(2).sum(0).minus(1).pow(2)).loss(uy.pow(2), 0.5f)));
        all.add(Small.of(
                "derivatives of a derivative",
                uy.slice(0, 0, 1).derivative(x),
                uy.slice(0, 1, 2).derivative(y)));
        Tensor h = x.dense(3, Activation.TANH).named("h");
        Tensor v = h.dense(2, Activation.SIGMOID).times(h.sum(0)).named("v");
        all.add(Small.of("derivatives with respect to a tensor and its source", v.derivative(h), v.derivative(x)));
        all.add(Small.of("derivative of itself", x.derivative(x)));
        all.add(Small.of(
                "derivative that is zero",
                x.stopGradient().plus(y.sum(0)).derivative(x).plus(x)));
        all.add(Small.of("derivative in a block", x.repeat(2, "block", t -> t.dense(2, Activation.TANH)
                .pow(2)
                .derivative(t)
                .plus(t))));
        Tensor words = Tensor.input("words", List.of(4, 3), o -> o.variable("T"));
        Tensor w = words.dense(3, Activation.TANH).mean(0).pow(2);
        all.add(new Small(
                "derivative along a variable axis",
                Network.of(w.derivative(words).sum(0)),
                3,
                dev.nervure.processor.plan.Options.DEFAULT));
    }

    private static Small through(String name, UnaryOperator<Tensor> layer, int... shape) {
        Tensor x = Small.input(shape).tanh();
        return Small.of(name, layer.apply(x).derivative(x));
    }

    private static Small second(String name, UnaryOperator<Tensor> layer, int... shape) {
        Tensor x = Small.input(shape);
        Tensor u = layer.apply(x);
        Tensor ux = u.derivative(x);
        return Small.of(name, ux.slice(0, 0, 1).derivative(x), ux);
    }
}
