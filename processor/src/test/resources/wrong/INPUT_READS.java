package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Input(3) Tensor more(Tensor pixels);
//                   ^ more is an input and reads nothing; found 1 parameters
    @Target(3) Tensor label(Tensor pixels, Tensor more);
//                    ^ label is an input and reads nothing; found 2 parameters
}
