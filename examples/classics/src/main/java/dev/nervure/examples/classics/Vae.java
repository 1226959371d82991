package dev.nervure.examples.classics;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;

/** An image becomes a distribution of codes, a code drawn from it an image again (Kingma and Welling 2014). */
@NeuralNetwork
final class Vae implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor pixels = Tensor.input("pixels", 64);
        Tensor hidden = pixels.dense(64, Activation.RELU).named("hidden");
        Tensor mean = hidden.dense(Codec.CODE).named("mean");
        Tensor logVariance = hidden.dense(Codec.CODE).named("logVariance");
        Tensor code = mean.normal(logVariance.times(0.5f).exp()).named("code");
        Tensor logits = Codec.decode(code);
        Tensor image = logits.softplus().minus(logits.times(pixels)).sum(-1); // cross-entropy of each pixel
        Tensor distance = mean.pow(2)
                .plus(logVariance.exp())
                .minus(logVariance)
                .minus(1)
                .sum(-1)
                .times(0.5f);
        return Network.of(logits)
                .loss(image.meanLoss().named("reconstruction"))
                .loss(distance.meanLoss().named("divergence"));
    }
}
