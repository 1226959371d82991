package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
final class Net implements NetworkDefinition {
    @Override
    public Network define() {
        System.exit(0);
//                 ^ define() of Net calls System.exit, which would end the compiler
//      at wrong.Net.define(EXITS.java:9)
        return Network.of(Tensor.input("x", 3).dense(2));
    }
}
