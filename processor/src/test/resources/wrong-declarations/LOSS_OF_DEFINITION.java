package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork(loss = Loss.HUBER)
//                        ^ loss = HUBER is the short form of annotated interfaces; a definition says Network.of(output).loss(Loss.HUBER)
final class Net implements NetworkDefinition {
    @Override
    public Network define() {
        return Network.of(Tensor.input("x", 3).dense(2));
    }
}
