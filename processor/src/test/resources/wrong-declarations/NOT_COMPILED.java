package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
final class Net implements NetworkDefinition {
    @Override
    public Network define() {
        int units = "two";
//          ^ define() runs while the module is being compiled, so Net must compile without the rest of it: incompatible types: java.lang.String cannot be converted to int
        return Network.of(Tensor.input("x", 3).dense(2));
    }
}
