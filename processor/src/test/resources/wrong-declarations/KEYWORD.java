package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor yield();
//                    ^ 'yield' is a word of Java and cannot name a tensor; try 'yieldTensor'
    @Relu Tensor relu(Tensor yield);
    @Target(64) Tensor getNew();
//                     ^ 'new' is a word of Java and cannot name a tensor; try 'newTensor'
//                     ^ no layer reads 'new'; mark it with @Output if it is a result, or remove it if the name is a typing mistake
}

@NeuralNetwork
final class Built implements NetworkDefinition {
//    ^ 'switch' is a word of Java and cannot name a tensor; try 'switchTensor'
    @Override
    public Network define() {
        return Network.of(Tensor.input("x", 3).dense(2).named("switch"));
    }
}
