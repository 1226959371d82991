package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
final class Net implements NetworkDefinition {
    @Override
    public Network define() {
        NetModel.create(1L);
//                     ^ define() runs before NetModel is generated, so Net cannot mention it; keep define() and what it uses in classes of their own
        return Network.of(Tensor.input("x", 3).dense(2));
    }
}
