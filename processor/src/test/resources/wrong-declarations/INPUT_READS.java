package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Input(3) Tensor more(Tensor pixels);
//                   ^ @Input reads no other tensor, so more cannot have parameters
    @Target(3) Tensor label(Tensor pixels, Tensor more);
//                    ^ @Target reads no other tensor, so label cannot have parameters
}
