package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
final class Net {
//    ^ @NeuralNetwork declares a network on an interface, or on a class that implements NetworkDefinition; Net is neither
    static final int CLASSES = 10;
}

@NeuralNetwork
enum Kinds {}
//^ @NeuralNetwork declares a network on an interface, or on a class that implements NetworkDefinition; Kinds is neither

@NeuralNetwork
@interface Mark {}
//^ @NeuralNetwork declares a network on an interface, or on a class that implements NetworkDefinition; Mark is neither
