package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
final class Net implements NetworkDefinition {
    @Override
    public Network define() {
        return Network.of(Blocks.stack(Tensor.input("x", 3), -1));
    }
}

class Blocks {
    static Tensor stack(Tensor x, int times) {
        if (times < 0) {
            throw new IllegalArgumentException("times must not be negative");
//                ^ define() of Net threw java.lang.IllegalArgumentException: times must not be negative
//      at wrong.Blocks.stack(THREW.java:16)
//      at wrong.Net.define(THREW.java:9)
        }
        return x;
    }
}
