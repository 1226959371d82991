package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
final class Net implements NetworkDefinition {
    @Override
    public Network define() {
        return Network.of(Tensor.input("x", 3).dense(2).named("two words"));
//                       ^ 'two words' is not a name that Java allows; use letters, digits and underscores
//      at wrong.Net.define(IDENTIFIER.java:9)
    }
}
