package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({8, 6}) Tensor words();
    @LearnedPositions Tensor places(Tensor words);
    @Dense(units = 6) Tensor a(Tensor places);
//                                    ^ @Dense reads tensors of the batch; [8, 6] is the same for every sample, and only @Add, @Subtract, @Multiply and @Divide combine it with others
    @Add Tensor sum(Tensor words, Tensor a);
}
