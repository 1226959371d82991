package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Input(3) Tensor more(Tensor pixels);
//                   ^ @Input reads nothing; more has parameters
    @Target(3) Tensor label(Tensor pixels, Tensor more);
//                    ^ @Target reads nothing; label has parameters
}
