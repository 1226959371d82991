package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor Pixels();
//                    ^ 'Pixels' would hide a type or a constant in generated code; tensors begin with a small letter, try 'pixels'
    @Dense(units = 10) Tensor LOGITS(Tensor Pixels);
//                            ^ 'LOGITS' would hide a type or a constant in generated code; tensors begin with a small letter, try 'logits'
}
