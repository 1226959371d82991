package dev.nervure.processor.ksp;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.Tensor;

/** A definition that stands compiled on the path of processors. */
public final class Halves implements NetworkDefinition {
    @Override
    public Network define() {
        return Network.of(Tensor.input("x", 4).dense(2, Activation.TANH).named("y"));
    }

    /** One that would end the compiler. */
    public static final class Ending implements NetworkDefinition {
        @Override
        public Network define() {
            System.exit(3);
            return new Halves().define();
        }
    }
}
