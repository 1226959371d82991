package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(64) Tensor Math();
//                    ^ 'Math' would hide a type or a constant in generated code; tensors begin with a small letter, try 'math'
    @Dense(units = 10) Tensor LOGITS(Tensor Math);
//                            ^ 'LOGITS' would hide a type or a constant in generated code; tensors begin with a small letter, try 'lOGITS'
}
