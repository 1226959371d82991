package dev.nervure.processor.small;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Dense layers and what is computed element by element. */
final class SmallDense {
    private SmallDense() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        for (int[] size : new int[][] {{1, 1}, {3, 2}, {4, 5}, {5, 4}, {9, 3}}) {
            all.addAll(Small.of(
                            "dense " + size[0] + " to " + size[1],
                            Tensor.input("x", size[0]).dense(size[1]))
                    .eachWay());
        }
        all.addAll(Small.of("dense without bias", Tensor.input("x", 5).dense(4).dense(3, o -> o.bias(false)))
                .eachWay());
        all.addAll(Small.of("dense over rows", Tensor.input("x", 2, 3).dense(4).dense(2))
                .eachWay());
        all.addAll(Small.of("rows of rows", Tensor.input("x", 2, 2, 3).dense(2).dense(2))
                .eachWay());
        // Longer than one method takes when unrolled, forward, in the gradient of what is read and in that of the
        // weights.
        all.add(Small.of("a row in pieces", Tensor.input("x", 30).dense(13).dense(29))
                .with(Small.EACH_WAY.get(0)));
        all.add(Small.of("wider than is unrolled", Tensor.input("x", 241).dense(1))
                .with(Small.EACH_WAY.get(0)));
        all.add(Small.of("as wide as is unrolled", Tensor.input("x", 240).dense(1))
                .with(Small.EACH_WAY.get(0)));
        for (Activation activation : Activation.values()) {
            String name = activation.toString();
            all.add(Small.of(name, Small.input(4).activation(activation)));
            all.addAll(Small.of("dense " + name, Small.input(4).dense(3, activation))
                    .eachWay());
        }
        Tensor h = Tensor.input("x", 4).dense(3);
        all.add(Small.of("a function of what is read again", h.tanh().plus(h)));
        all.add(Small.of("a function of an output", h.relu(), h));
        all.add(Small.of("leakyRelu", Small.input(4).leakyRelu(0.3f)));
        all.add(Small.of("elu", Small.input(4).elu(0.7f)));
        all.add(Small.of("gelu tanh", Small.input(4).gelu(true)));
        all.add(Small.of("identity", Small.input(4).identity().tanh()));
        all.add(Small.of("dropout", Small.input(4).dropout(0.4f).dense(2)));
        all.add(Small.of("prelu", Small.input(3, 2).prelu()));
        all.add(Small.of("prelu per channel", Small.input(3, 2).prelu(o -> o.perChannel(true)
                .init(-0.3f))));
        all.add(Small.of("prelu per channel of rows", Small.input(2, 2, 3).prelu(o -> o.perChannel(true))));
        all.add(Small.of("feedForward", Small.input(2, 3).feedForward(5)));
        all.add(Small.of("feedForward without bias", Small.input(3).feedForward(5, o -> o.bias(false)
                .activation(Activation.SILU))));
        all.add(Small.of("gatedFeedForward", Small.input(3).gatedFeedForward(4)));
        all.add(Small.of("gatedFeedForward with bias", Small.input(2, 3).gatedFeedForward(4, o -> o.bias(true)
                .activation(Activation.TANH))));
        all.add(Small.of("bilinear", Small.input(3).bilinear(Tensor.input("b", 2), 4)));
        all.add(Small.of(
                "bilinear without bias",
                Small.input(2, 3).bilinear(Small.input("b", 2, 3).tanh(), 2, o -> o.bias(false))));
        return all;
    }
}
