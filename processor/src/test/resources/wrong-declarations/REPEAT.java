package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
final class Net implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor x = Tensor.input("x", 3);
        return Network.of(x.repeat(4, "block", y -> y.dense(2)));
//                       ^ block 'block' reads [n, 3] and must return the same, so that it can be repeated; it returns [n, 2]
//      at wrong.Net.define(REPEAT.java:10)
    }
}
