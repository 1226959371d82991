package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
final class Net implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor x = Tensor.input("x", 3);
        return Network.of(x.repeat(4, "block", y -> x.dense(3)));
//                       ^ the repeated block does not use the tensor that it is given
//      at wrong.Net.define(BLOCK_READS_NOTHING.java:10)
    }
}
