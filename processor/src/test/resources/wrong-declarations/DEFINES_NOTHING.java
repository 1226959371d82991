package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
final class Net implements NetworkDefinition {
//    ^ define() of Net returned null; return Network.of(output)
    @Override
    public Network define() {
        return null;
    }
}
