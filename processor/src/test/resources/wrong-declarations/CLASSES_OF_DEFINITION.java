package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork(classes = {"no", "yes"})
//                       ^ classes is for annotated interfaces; a definition says Network.of(output).loss(…).classes(…)
final class Net implements NetworkDefinition {
    @Override
    public Network define() {
        return Network.of(Tensor.input("x", 3).dense(2));
    }
}
