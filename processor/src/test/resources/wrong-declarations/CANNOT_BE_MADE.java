package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
abstract class Abstract implements NetworkDefinition {
//       ^ Abstract is abstract, so Nervure cannot create it to call define()
    @Override
    public Network define() {
        return Network.of(Tensor.input("x", 3).dense(2));
    }
}

@NeuralNetwork
final class Parameters implements NetworkDefinition {
//    ^ Parameters has no constructor without parameters, or a private one, so Nervure cannot create it to call define()
    Parameters(int units) {}

    @Override
    public Network define() {
        return Network.of(Tensor.input("x", 3).dense(2));
    }
}

@NeuralNetwork
final class Hidden implements NetworkDefinition {
//    ^ Hidden has no constructor without parameters, or a private one, so Nervure cannot create it to call define()
    private Hidden() {}

    @Override
    public Network define() {
        return Network.of(Tensor.input("x", 3).dense(2));
    }
}

class Outer {
    @NeuralNetwork
    final class Inner implements NetworkDefinition {
//        ^ Inner is an inner class, not a static one, so Nervure cannot create it to call define()
        @Override
        public Network define() {
            return Network.of(Tensor.input("x", 3).dense(2));
        }
    }
}

@NeuralNetwork(definition = Abstract.class)
//                                  ^ Abstract is abstract, so Nervure cannot create it to call define()
interface Net {}
