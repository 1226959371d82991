package dev.nervure.examples.classics;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/**
 * A weight on a spring with friction: {@code y″ + 0.4 y′ + 4 y = 0}, let go at 1 (Raissi, Perdikaris and Karniadakis 2019).
 * The loss is what is left of the equation. That y begins with 1 and at rest is written into y itself.
 */
@NeuralNetwork
final class Oscillator implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor t = Tensor.input("t", 1);
        Tensor hidden = t.dense(24, Activation.TANH).dense(24, Activation.TANH);
        Tensor y = hidden.dense(1).times(t).times(t).plus(1).named("y");
        Tensor speed = y.derivative(t);
        Tensor left = speed.derivative(t).plus(speed.times(0.4f)).plus(y.times(4));
        return Network.of(y).loss(left.pow(2).meanLoss());
    }
}
