package dev.nervure.examples.classics;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** The second half of {@link Vae} alone, with parameters of the same names. */
@NeuralNetwork
final class Decoder implements NetworkDefinition {
    @Override
    public Network define() {
        return Network.of(
                Codec.decode(Tensor.input("code", Codec.CODE)).sigmoid().named("image"));
    }
}
