package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 32) Tensor hidden(Tensor pixels);
    @Add Tensor sum(Tensor pixels, Tensor hidden);
//                                        ^ @Add needs tensors of one shape, or shapes that broadcast; got [n, 64] and [n, 32]
}

@NeuralNetwork
final class Built implements NetworkDefinition {
    @Override
    public Network define() {
        Tensor x = Tensor.input("x", 3);
        Tensor sum = x
                .dense(8)
                .relu()
                .plus(x);
//                   ^ @Add needs tensors of one shape, or shapes that broadcast; got [n, 8] and [n, 3]
//      at wrong.Built.define(SHAPES_DIFFER.java:20)
        return Network.of(sum);
    }
}
