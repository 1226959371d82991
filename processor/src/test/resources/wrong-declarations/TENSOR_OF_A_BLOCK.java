package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
final class Net implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor[] inner = new Tensor[1];
        Tensor x = Tensor.input("x", 3).repeat(4, "block", y -> inner[0] = y.dense(3).named("h"));
        return Network.of(x.plus(inner[0]));
//                       ^ 'h' reads a tensor of a repeated block from outside of the block; only what the block returns can be read there, as the result of repeat
//      at wrong.Net.define(TENSOR_OF_A_BLOCK.java:11)
    }
}
