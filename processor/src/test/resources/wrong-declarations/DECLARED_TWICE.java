package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
final class Other implements NetworkDefinition {
    @Override
    public Network define() {
        return Network.of(Tensor.input("x", 3).dense(2));
    }
}

@NeuralNetwork(definition = Other.class)
//                               ^ Net declares a network and names the definition Other; a network is declared once
interface Net {
    @Input(64) Tensor pixels();
}
