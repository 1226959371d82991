package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Conv2d;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Flatten;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.MaxPool2d;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** An image of 28 x 28 through two convolutions, each with a pooling, and a dense layer. */
@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
public interface CnnNet {
    @Input({1, 28, 28})
    Tensor x();

    @Conv2d(channels = 16, kernelSize = 3, padding = 1, activation = Activation.RELU)
    Tensor conv1(Tensor x);

    @MaxPool2d(kernelSize = 2)
    Tensor pool1(Tensor conv1);

    @Conv2d(channels = 32, kernelSize = 3, padding = 1, activation = Activation.RELU)
    Tensor conv2(Tensor pool1);

    @MaxPool2d(kernelSize = 2)
    Tensor pool2(Tensor conv2);

    @Flatten
    Tensor features(Tensor pool2);

    @Dense(units = 10)
    Tensor fc(Tensor features);
}
