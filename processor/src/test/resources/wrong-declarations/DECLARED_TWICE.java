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
//                               ^ Net declares tensors and also names the definition Other; use one of the two
interface Net {
    @Input(64) Tensor pixels();
}
