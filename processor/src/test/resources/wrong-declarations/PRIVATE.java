package wrong;

import dev.nervure.dsl.*;

class Outer {
    @NeuralNetwork
    private interface Net {
//          ^ Net is private; the generated classes stand in the same package and must see it
        @Input(64) Tensor pixels();
        @Dense(units = 10) Tensor logits(Tensor pixels);
    }

    private static class Middle {
        @NeuralNetwork
        interface Inner {
//      ^ Middle is private; the generated classes stand in the same package and must see it
            @Input(64) Tensor pixels();
            @Dense(units = 10) Tensor logits(Tensor pixels);
        }
    }
}
