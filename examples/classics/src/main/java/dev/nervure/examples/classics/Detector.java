package dev.nervure.examples.classics;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** For each cell of a grid: whether an object has its middle there, of which kind, where, and how large (Redmon and others 2016). */
@NeuralNetwork
final class Detector implements NetworkDefinition {
    static final int SIDE = 16;
    static final int CELLS = 4;

    @Override
    public Network define() {
        Tensor image = Tensor.input("image", 1, SIDE, SIDE);
        Tensor cells = image.conv2d(8, 3, o -> o.padding(1).activation(Activation.RELU))
                .maxPool2d(2)
                .conv2d(16, 3, o -> o.padding(1).activation(Activation.RELU))
                .maxPool2d(2)
                .conv2d(16, 3, o -> o.padding(1).activation(Activation.RELU))
                .conv2d(5, 1)
                .named("cells");
        Tensor there = Tensor.target("there", 1, CELLS, CELLS);
        Tensor kind = Tensor.target("kind", 1, CELLS, CELLS);
        Tensor box = Tensor.target("box", 3, CELLS, CELLS);
        Tensor logit = cells.slice(0, 1, 2);
        Tensor kindLoss = logit.softplus().minus(logit.times(kind)).times(there);
        Tensor boxLoss = cells.slice(0, 2, 5).minus(box).pow(2).times(there);
        return Network.of(cells)
                .loss(cells.slice(0, 0, 1).sigmoidCrossEntropy(there).named("thereLoss"))
                .loss(kindLoss.meanLoss().named("kindLoss"))
                .loss(boxLoss.meanLoss(o -> o.weight(5)).named("boxLoss"));
    }
}
