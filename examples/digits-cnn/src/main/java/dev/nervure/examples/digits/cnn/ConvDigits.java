package dev.nervure.examples.digits.cnn;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Conv2d;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.Dropout;
import dev.nervure.dsl.Flatten;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.MaxPool2d;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** Reads a handwritten digit with convolutions: one channel of 8x8 pixels in, one logit a digit out. */
@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
interface ConvDigits {
    @Input({1, 8, 8})
    Tensor pixels();

    @Conv2d(channels = 16, kernelSize = 3, padding = 1, activation = Activation.RELU)
    Tensor strokes(Tensor pixels);

    @Conv2d(channels = 32, kernelSize = 3, padding = 1, activation = Activation.RELU)
    Tensor shapes(Tensor strokes);

    @MaxPool2d(kernelSize = 2)
    Tensor pooled(Tensor shapes);

    @Flatten
    Tensor features(Tensor pooled);

    @Dropout
    Tensor kept(Tensor features);

    @Dense(units = 10)
    Tensor logits(Tensor kept);
}
