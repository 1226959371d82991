package wrong;

import dev.nervure.dsl.*;

class Outer {
    @NeuralNetwork
    private interface Net {
//          ^ Net is private; the generated classes are in the same package and must be able to use it
        @Input(64) Tensor pixels();
        @Dense(units = 10) Tensor logits(Tensor pixels);
    }

    private static class Middle {
        @NeuralNetwork
        interface Inner {
//      ^ Middle is private; the generated classes are in the same package and must be able to use it
            @Input(64) Tensor pixels();
            @Dense(units = 10) Tensor logits(Tensor pixels);
        }
    }
}
