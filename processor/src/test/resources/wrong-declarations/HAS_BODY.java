package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor pixels();
    @Dense(units = 10) Tensor logits(Tensor pixels);
    @Relu static Tensor hidden(Tensor pixels) {
//                      ^ hidden has a body; a method that declares a tensor has none
        return pixels;
    }
    
    static int classes() {
        return 10;
    }
}
